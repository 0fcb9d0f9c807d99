"""Who says a sentence, and in which outlet, where the sentence itself says so.

In the order of the data's way: ``phrases`` (what can be a voice), ``voices`` (those beside cue words), ``speakers``.
"""

from mediaqa.attribution.speakers import Attribution, attribute, outlet_in, said_in, subject_name

__all__ = ["Attribution", "attribute", "outlet_in", "said_in", "subject_name"]
