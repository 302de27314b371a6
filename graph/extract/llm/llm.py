"""The extractor for users who run or rent a language model: any OpenAI-compatible endpoint that they name.

The guideline is the system prompt, the answer is constrained to a JSON schema, and nothing of it is believed before it
has been found in the text. A document is read whole or not at all.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from graph.account import Account
from graph.errors import InputError
from graph.extract.llm import answer as llm_answer
from graph.extract.llm.answer import Answer, MalformedError
from graph.extract.llm.client import Client, NoAnswerError, TooLongError
from graph.extract.llm.parts import PART, Part, halves, parts
from graph.extract.llm.prompt import again, fingerprint, messages
from graph.extract.llm.record import Draft
from graph.model import Document, Provenance, Record
from graph.settings import Settings

VERSION: Final = "1"
ASKED: Final = 3  # times that a model may answer what cannot be read


class LlmExtractor:
    """Reads documents by a hosted language model; `part` is the longest piece of text that is asked for at once."""

    def __init__(self, settings: Settings, client: Client | None = None, part: int = PART) -> None:
        self.provenance = Provenance("llm", f"{VERSION}.{fingerprint()}", settings.llm_model or "")
        self._prices = settings.llm_price_in, settings.llm_price_out
        self._client = client or Client(settings)
        self._part = part

    def read(self, document: Document) -> tuple[Record | InputError, Account]:
        """The record of a document, or why there is none, and what it took. Raises EndpointError."""
        reading = _Reading(document, self._client)
        record: Record | InputError
        try:
            reading.read(parts(document.text, self._part))
            record = reading.draft.record(self.provenance)
        except NoAnswerError as error:
            record = InputError(document.source or document.url or "the text", f"could not be read: {error}")
        return record, self._account(reading)

    def _account(self, reading: _Reading) -> Account:
        draft, spent = reading.draft, self._client.spent.since(reading.before)
        tokens = spent.tokens_in, spent.tokens_out
        known = [n * price / 1e6 for n, price in zip(tokens, self._prices, strict=True) if price is not None]
        return Account(spent.requests, *tokens, sum(known) if known else None, draft.moved, tuple(draft.rejected))


class _Reading:
    """One document while it is being read; `before` is what the client had spent until then."""

    def __init__(self, document: Document, client: Client) -> None:
        self.document, self.client, self.draft = document, client, Draft(document)
        self.before = client.spent

    def read(self, todo: list[Part]) -> None:
        """Read part after part, each told of the entities before it; one that is too long is cut in two."""
        waiting = deque(todo)
        while waiting:
            part = waiting.popleft()
            if (answer := self._answer(part)) is not None:
                self.draft.take(answer, part)
                continue
            cut = halves(self.document.text, part)
            if len(cut) == 1:
                raise NoAnswerError(f"the answer to {part.end - part.start:,} characters was cut off")
            waiting.extendleft(reversed(cut))

    def _answer(self, part: Part) -> Answer | None:
        """What the model answers to a part; None where the part, or the answer, is too long for it."""
        asked = messages(self.document, part, self.draft.things.known())
        fault = ""
        for _ in range(ASKED):
            try:
                reply = self.client.complete(asked, llm_answer.schema())
            except TooLongError as error:
                if len(halves(self.document.text, part)) == 1:
                    raise NoAnswerError(str(error)) from None
                return None
            if not reply.whole:
                return None
            try:
                answer, rejected = llm_answer.read(reply.content)
            except MalformedError as error:
                fault = str(error)
                asked = again(asked, reply.content, fault)
                continue
            self.draft.rejected += rejected
            return answer
        raise NoAnswerError(f"{ASKED} answers that cannot be read: {fault}")
