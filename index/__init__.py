"""The library: passages in, quotes out. It does not know about chats, messages or terminals."""

from index.errors import (
    EmptyQuestion,
    LibraryError,
    LimitExceeded,
    LoadError,
    NotFound,
    ReadingFailed,
    SourceChanged,
    SourceRemoved,
    StoreBusy,
    StoreError,
    SynonymError,
    Withdrawn,
)
from index.intake import Release
from index.library import Library
from index.limits import ChatLimits, Limits, OperatorLimits
from index.loaders import Document
from index.model import (
    PUBLIC,
    Added,
    Answer,
    Assumption,
    Citation,
    Draft,
    Finding,
    Hit,
    Passage,
    Quote,
    Source,
    SourceSummary,
    Span,
    TelegramOrigin,
)
from index.preparing import NOTHING_STATED, Prepared, PreparedPassage, Stated
from index.structure import Above, above

__all__ = [
    "NOTHING_STATED",
    "PUBLIC",
    "Above",
    "Added",
    "Answer",
    "Assumption",
    "ChatLimits",
    "Citation",
    "Document",
    "Draft",
    "EmptyQuestion",
    "Finding",
    "Hit",
    "Library",
    "LibraryError",
    "LimitExceeded",
    "Limits",
    "LoadError",
    "NotFound",
    "OperatorLimits",
    "Passage",
    "Prepared",
    "PreparedPassage",
    "Quote",
    "ReadingFailed",
    "Release",
    "Source",
    "SourceChanged",
    "SourceRemoved",
    "SourceSummary",
    "Span",
    "Stated",
    "StoreBusy",
    "StoreError",
    "SynonymError",
    "TelegramOrigin",
    "Withdrawn",
    "above",
]
