"""Questions about the reports themselves, answered from their metadata alone.

``patterns`` is how they are asked, ``telling`` how they are answered, ``answering`` which reports and fields they mean.
"""

from mediaqa.about.answering import answer_about

__all__ = ["answer_about"]
