"""Commands that talk: ask, chat."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant_studio.answering.events import (
    AnswerSaved,
    AnswerText,
    ReadingDocuments,
    ReadingPrompt,
    ReasoningText,
    Searching,
    TurnEvent,
)
from assistant_studio.answering.way_words import documents_progress, way_text
from assistant_studio.answering.ways import WantedWay
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import resolved
from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.cli.opening import Commands, assistant_with_files, opened
from assistant_studio.cli.output import Output
from assistant_studio.cli.searching import passage_data
from assistant_studio.conversations.attachments import AttachmentPlace
from assistant_studio.conversations.message import Conversation
from assistant_studio.conversations.store import ConversationStore
from assistant_studio.errors import StudioError, UsageError
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.language import _, ngettext
from assistant_studio.studio import Studio


def add_commands(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Put these commands on the command line."""
    ask = commands.add_parser("ask", parents=[common], help=_("ask an assistant one question"))
    ask.add_argument("assistant")
    ask.add_argument("question", help=_("the question; - reads it from standard input"))
    ask.add_argument("--conversation", metavar="C", help=_("go on with this conversation"))
    ask.add_argument(
        "--attach",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=_("a file for this conversation alone; may be given more than once"),
    )
    ask.add_argument(
        "--way",
        choices=[*WantedWay],
        help=_("only search the files, or read whole documents; the question decides otherwise"),
    )
    ask.add_argument("--seed", type=int, metavar="N")
    ask.add_argument("--temperature", type=float, metavar="T")
    ask.add_argument("--show-prompt", action="store_true", help=_("print what the model saw"))
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", parents=[common], help=_("a conversation in the terminal"))
    chat.add_argument("assistant")
    chat.set_defaults(run=_chat)


def _ask(options: argparse.Namespace, output: Output) -> int:
    question = sys.stdin.read() if options.question == "-" else options.question
    if not question.strip():
        raise UsageError(
            _("The question is empty."), _("Write a question after the assistant's name.")
        )
    with opened(options) as studio:
        assistant = assistant_with_files(studio, options.assistant, output)
        conversation = _conversation(studio.conversations, assistant, options.conversation)
        sampling = {"seed": options.seed, "temperature": options.temperature}
        place = AttachmentPlace(assistant.id, conversation.id)
        attached = [studio.attaching.attach_file(place, path).id for path in options.attach]
        way = WantedWay(options.way) if options.way else None
        events = studio.answering.ask(
            conversation.id, question, attachments=attached, way=way, **sampling
        )
        saved = _follow(events, output)
        prompt = studio.conversations.prompt(saved.message_id)
        data = _answer_data(saved, conversation.id)
        if options.show_prompt:
            data["prompt"] = prompt
        text = _sources_text(saved)
        if options.show_prompt and prompt is not None:
            text += _("\n\nWhat the model saw:\n{prompt}", prompt=prompt)
        output.result(data, text)
    return 0


def _chat(options: argparse.Namespace, output: Output) -> int:
    with opened(options) as studio:
        assistant = assistant_with_files(studio, options.assistant, output)
        conversation = studio.conversations.create(assistant.id)
        output.message(f"{assistant.name}: {assistant.greeting or assistant.tagline}".rstrip(": "))
        for starter in assistant.starters:
            output.message(f"  · {starter}")
        output.message(
            _(
                "Ctrl+C stops an answer, /continue goes on with one that was cut off, /retry "
                "answers the last question again, /whole does so from the whole document and "
                "/search from what a search finds, Ctrl+D ends the conversation.\n"
            )
        )
        asks = sys.stdin.isatty() and not output.as_json
        while (question := _line("You: " if asks else "")) is not None:
            if not question.strip():
                continue
            token = CancelToken()
            try:
                events = _events(studio, conversation.id, question, token)
                saved = _follow(events, output)
                output.result(_answer_data(saved, conversation.id), _sources_text(saved) + "\n")
            except KeyboardInterrupt:
                token.cancel()
                output.message(_("\nStopped."))
            except (StudioError, Cancelled) as error:
                output.message(f"\n{error}")
    return 0


def _events(
    studio: Studio, conversation_id: str, said: str, token: CancelToken
) -> Iterator[TurnEvent]:
    """What a line of a conversation brings about: a question, or a word to the app itself."""
    match said.strip():
        case "/retry":
            return studio.answering.retry(conversation_id, token)
        case "/whole" | "/search":
            way = WantedWay(said.strip()[1:])
            return studio.answering.retry(conversation_id, token, way=way)
        case "/continue":
            last = studio.conversations.latest_messages(conversation_id, 1)
            if not last:
                raise UsageError(
                    _("There is no answer here to continue."), _("Ask something first.")
                )
            return studio.answering.go_on(last[0].id, token)
    return studio.answering.ask(conversation_id, said, token)


def _line(prompt: str) -> str | None:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        if prompt:
            sys.stdout.write("\n")
        return None


def _follow(events: Iterator[TurnEvent], output: Output) -> AnswerSaved:
    """Print a turn as it goes; returns its end."""
    for event in events:
        match event:
            case Searching():
                output.progress(_("Searching the files…"))
            case ReasoningText():
                output.progress(_("Thinking…"))
            case ReadingDocuments():
                output.progress(documents_progress(event))
            case ReadingPrompt(done, total):
                output.progress(_("Reading {done} of {total} tokens…", done=done, total=total))
            case AnswerText(text):
                output.piece(text)
            case AnswerSaved():
                output.piece("\n")
                return event
    raise Cancelled


def _conversation(
    conversations: ConversationStore, assistant: Assistant, reference: str | None
) -> Conversation:
    if reference is None:
        return conversations.create(assistant.id)
    return resolved(
        reference,
        conversations.list(assistant.id),
        names=lambda conversation: (conversation.id,),
        what=_("conversation"),
        listing=_("the `conversation` field of an earlier `ask --json`"),
    )


def _answer_data(saved: AnswerSaved, conversation_id: str) -> dict[str, Any]:
    return {
        "answer": saved.text,
        "sources": [{**passage_data(s.passage), "n": s.n} for s in saved.sources],
        "sentences": [
            {"text": s.text, "sources": list(s.sources), "supported": s.supported}
            for s in saved.sentences
        ],
        "conversation": conversation_id,
        "message": saved.message_id,
        "finish": saved.finish,
        "left_out": asdict(saved.left_out),
        "timings": asdict(saved.timings),
        "way": asdict(saved.way),
        "reasoning": asdict(saved.reasoning) if saved.reasoning is not None else None,
    }


def _sources_text(saved: AnswerSaved) -> str:
    """The sources that the answer cites, and how many of its sentences have none."""
    cited = {n for sentence in saved.sentences for n in sentence.sources}
    if saved.finish == "not_found":
        cited = {source.n for source in saved.sources}
    lines = [
        f"[{source.n}] {source.passage.document}, {said_place(source.passage.place)}"
        for source in saved.sources
        if source.n in cited
    ]
    if way := way_text(saved.way):
        lines.insert(0, way)
    unsupported = sum(not sentence.supported for sentence in saved.sentences)
    if unsupported:
        lines.append(
            ngettext(
                "{count} sentence has no source in the files.",
                "{count} sentences have no source in the files.",
                unsupported,
            )
        )
    return "\n".join(lines)
