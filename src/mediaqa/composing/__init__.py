"""Answers by a language model: it chooses numbered sentences, the library cuts the quotes and proves the claims.

``prompts`` are the texts that models read, ``sheet`` numbers the sentences within a budget of tokens, ``models`` is the
seam of language models: ``endpoints`` that speak OpenAI's protocol (``capabilities``, ``pricing``) and ``llama_index``.
``replies`` reads what they write while it is written, ``settling`` has each claim proved, ``answering`` makes the
``Answer``, ``judging`` asks once more.
"""

from mediaqa.composing.answering import Terms, compose
from mediaqa.composing.models import ChatModel, LLMChoice, make_model
from mediaqa.composing.prompts import load_prompt

__all__ = ["ChatModel", "LLMChoice", "Terms", "compose", "load_prompt", "make_model"]
