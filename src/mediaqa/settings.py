"""The settings: one class, each default in one place, read when a corpus opens."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from mediaqa.errors import SettingsError

DEFAULT_LLM = "gpt-4.1-mini"
"""OpenAI's model where a key is set and no model is named."""
OPENAI_URL = "https://api.openai.com/v1"


class Settings(BaseSettings):
    """What a user can set, by argument or by an environment variable ``MEDIAQA_<NAME>``.

    The only other variable that is read is ``OPENAI_API_KEY``. An argument wins over the environment.
    """

    model_config = SettingsConfigDict(
        env_prefix="MEDIAQA_", env_ignore_empty=True, frozen=True, extra="forbid", populate_by_name=True
    )

    corpus: Path = Field(Path(".mediaqa"), description="The folder of the corpus, for the command line.")
    embedding: Literal["static", "openai"] = Field(
        "static", description="The embedding model: static (inside the package) or openai (over the network)."
    )
    openai_api_key: SecretStr | None = Field(
        None,
        validation_alias="OPENAI_API_KEY",
        description="For OpenAI. Set, it enables the language model of `ask`, never an embedding.",
    )
    llm_model: str | None = Field(None, description="The language model of `ask`; with only a key, OpenAI's default.")
    llm_base_url: str | None = Field(None, description="An endpoint that speaks OpenAI's protocol, `/v1` included.")
    llm_prompt_tokens: int = Field(
        1400, ge=400, le=1_000_000, description="The most tokens of a prompt: the task, the passages, the question."
    )
    llm_reply_tokens: int = Field(600, ge=50, le=100_000, description="The most tokens of a reply.")
    llm_timeout: float = Field(60.0, gt=0, allow_inf_nan=False, description="Seconds for one reply, retries included.")
    llm_retry: bool = Field(True, description="Ask once more when nothing of a reply could be proved.")
    llm_concurrency: int = Field(4, ge=1, le=64, description="Questions of `ask_many` that are asked at once.")
    judge: Literal["none", "llm"] = Field(
        "none", description="With llm, the model is asked once more, whether the quotes bear each claim."
    )
    prompts: Path | None = Field(None, description="A folder with prompts of your own.")
    passage_tokens: int = Field(160, ge=16, le=4000, description="The most tokens that a passage should have.")
    max_file_mb: float = Field(
        20.0, gt=0, allow_inf_nan=False, description="The largest file that is read, in megabytes (10^6 bytes)."
    )
    read_timeout: float = Field(
        120.0, gt=0, allow_inf_nan=False, description="Seconds that reading one HTML, PDF or Word file may take."
    )
    read_memory_mb: int = Field(
        2000, ge=256, le=1_000_000, description="Memory that reading files may take in each process, in megabytes."
    )
    read_processes: int | None = Field(
        None, ge=1, le=256, description="Processes that read files at once; by default one a core."
    )
    fetch_timeout: float = Field(
        30.0,
        gt=0,
        allow_inf_nan=False,
        description="Seconds that fetching one web address may take, redirects included.",
    )
    fetch_redirects: int = Field(5, ge=0, le=50, description="The most redirects that are followed for one address.")
    fetch_private: bool = Field(
        False, description="Whether addresses on this machine and in private networks may be fetched."
    )
    lock_timeout: float = Field(
        60.0,
        ge=0,
        allow_inf_nan=False,
        description="Seconds to wait for another process that writes, before an error names it.",
    )
    search_limit: int = Field(8, ge=1, le=1000, description="How many passages a search returns.")
    statement_limit: int = Field(20, ge=1, le=10_000, description="How many statements about something are returned.")
    aliases: Path | None = Field(None, description="A file of names that are one voice's: speakers and outlets.")
    word_lists: Path | None = Field(
        None, description="A file of words, beside the package's own, by which statements are found in reports."
    )
    answer_passages: int = Field(16, ge=1, le=200, description="How many passages an answer is made from.")
    candidates: int = Field(40, ge=1, le=5000, description="How many passages each side of a search proposes.")
    dense_weight: float = Field(
        0.35, ge=0, le=1, description="The dense side's share of the fused score; the lexical side has the rest."
    )
    workers: int = Field(8, ge=1, le=64, description="Threads that serve the async calls of one corpus.")

    @property
    def llm_name(self) -> str:
        """The language model that is asked where one is named."""
        return self.llm_model or DEFAULT_LLM

    @property
    def llm_address(self) -> str:
        """Where it is asked."""
        return self.llm_base_url or OPENAI_URL

    @property
    def names_llm(self) -> bool:
        """Whether a language model is named; ``OPENAI_API_KEY`` alone names OpenAI's default."""
        return any((self.llm_model, self.llm_base_url, self.openai_api_key))

    @field_validator("openai_api_key", mode="after")
    @classmethod
    def _sendable(cls, key: SecretStr | None) -> SecretStr | None:
        """Strip a key of the blanks that files and secrets end in; a header takes letters of ASCII alone."""
        stripped = key.get_secret_value().strip() if key else ""
        if not all("!" <= char <= "~" for char in stripped):
            raise ValueError("a key has no blanks in it, and letters of ASCII alone")
        return SecretStr(stripped) if stripped else None


def load_settings(**changes: object) -> Settings:
    """Read the settings from the environment, with ``changes`` over them.

    Raises ``SettingsError`` that names the setting and what it may be.
    """
    try:
        return Settings(**changes)  # type: ignore[arg-type]
    except ValidationError as error:
        problems = "; ".join(f"{_setting_name(p['loc'])}: {p['msg']}" for p in error.errors())
        raise SettingsError(f"settings: {problems}") from error


def _setting_name(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location) or "settings"
