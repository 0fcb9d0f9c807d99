"""Answers by a language model: it chooses numbered sentences, the library cuts the quotes and proves the claims.

``prompts`` are the texts that models read, ``sheet`` numbers the sentences within a budget of tokens, ``models`` are
the language models behind one seam, ``replies`` reads what they write, ``answering`` makes the ``Answer``.
"""

from mediaqa.composing.answering import compose
from mediaqa.composing.models import ChatModel, LLMChoice, make_model
from mediaqa.composing.prompts import load_prompt

__all__ = ["ChatModel", "LLMChoice", "compose", "load_prompt", "make_model"]
