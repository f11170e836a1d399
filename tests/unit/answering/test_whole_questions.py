"""Which questions are about a whole document: ninety that are, and as many that are not."""

from __future__ import annotations

import pytest

from assistant_studio.answering.whole.choosing import Candidate, chosen, named_in
from assistant_studio.answering.whole.intent import Listed, Wish, whole_question

DOCUMENTS = [Candidate("1", "acme-handbook.md"), Candidate("2", "Lease 2024.pdf")]

SUMMARIES = """
Summarise the document.
summarize this
Can you summarise this file for me?
Please sum up the report in three sentences.
Give me a short summary of the contract.
What is this document about?
What's the handbook about?
TL;DR
What are the key points of this paper?
Give me the main ideas of the text as bullet points.
I need an overview of the whole manual.
Summarise the acme handbook in one paragraph.
Summarise Lease 2024.pdf
What are the most important points in the lease?
Give a brief outline of the book.
Could you write me a detailed summary of these documents?
What is the gist of the article?
Summarise all the files.
In a nutshell, what does this document say?
key takeaways please
Make a summary of both documents.
Provide an overview of the attachment, please.
What does the lease say?
Fasse das Dokument zusammen.
Fass mir bitte den Vertrag kurz zusammen.
Worum geht es in diesem Text?
Gib mir einen Überblick über das Handbuch.
Was sind die wichtigsten Punkte des Berichts?
Bitte eine Zusammenfassung in fünf Sätzen.
Kannst du mir die Datei in Stichpunkten zusammenfassen?
Wovon handelt das Buch?
Nenne mir die Kernaussagen des Artikels.
Was steht in diesem Dokument?
Schreibe eine kurze Zusammenfassung der Anhänge.
""".strip().splitlines()

LISTS = {
    "List all dates in the document.": Listed.DATES,
    "List all dates": Listed.DATES,
    "Which dates are mentioned in the contract? Give me all of them.": Listed.DATES,
    "Extract every date from the lease.": Listed.DATES,
    "Show me all deadlines.": Listed.DATES,
    "Find all the deadlines in this file": Listed.DATES,
    "Extract all email addresses.": Listed.ADDRESSES,
    "list every e-mail address in the handbook": Listed.ADDRESSES,
    "Give me all links in the text.": Listed.LINKS,
    "List all amounts in the contract.": Listed.AMOUNTS,
    "Collect all prices from these documents.": Listed.AMOUNTS,
    "What are all the fees in the lease?": Listed.AMOUNTS,
    "Pull all URLs out of the report.": Listed.LINKS,
    "Liste alle Termine auf.": Listed.DATES,
    "Nenne alle Daten im Vertrag.": Listed.DATES,
    "Welche Fristen stehen im Mietvertrag? Bitte alle.": Listed.DATES,
    "Zeig mir alle Beträge in diesem Dokument.": Listed.AMOUNTS,
    "Liste alle E-Mail-Adressen im Handbuch auf.": Listed.ADDRESSES,
    "List all obligations of the tenant in the contract.": Listed.OTHER,
    "Extract every recommendation from the report.": Listed.OTHER,
    "List all people in the minutes.": Listed.OTHER,
    "Liste alle Maßnahmen aus dem Protokoll auf.": Listed.OTHER,
}

COMPARISONS = """
Compare these two documents.
Compare the lease with the acme handbook.
What are the differences between the two files?
What is the difference between the handbook and the lease?
Compare both.
Vergleiche die beiden Dokumente.
Was sind die Unterschiede zwischen den zwei Dateien?
Please compare these contracts.
""".strip().splitlines()

OTHERS = """
Summarise the refund rules.
Summarise the notice periods in the contract.
What does the contract say about pets?
What does the handbook say about parental leave?
When is the rent due?
How much is the deposit?
What is the deadline for applications?
When does the contract end?
What are the key points of the refund policy for enterprise customers?
Give me an overview of the pricing plans.
What is the difference between the basic and the pro plan?
Compare the monthly and the annual price.
Compare ferries and planes.
Which price do students pay?
List the ingredients of the soup.
Which dates is the office closed?
List all days on which the library is closed.
How many vacation days do I have?
Who is the landlord?
What is the e-mail address of the support team?
Can I get a refund?
Explain section four.
What is a lease?
What is the lease term?
Translate the first paragraph into German.
Write an e-mail to the landlord.
Hello!
Thanks, that helps.
And for enterprise?
Why?
What about children?
Tell me more about the deposit.
Is there a fee for bicycles?
What happens if I cancel after thirty days?
Who wrote the report?
What did the board decide in May?
How do I reset the device?
Find the serial number of the pump.
Show me the address of the clinic.
Which link do I use to register?
Does the text mention Berlin?
What is the main reason for the delay?
What are the main causes of inflation?
What is the most important point in section 3?
Summarise our conversation.
Give me a summary of what you just said about taxes.
Which of the two plans is cheaper?
What changed between version 1 and 2 of the API?
List three advantages of solar panels.
Tell me everything you know about whales.
Is all of the deposit refunded?
Do all employees get a bonus?
Does every member have a vote?
What is photosynthesis about?
How long is the guarantee on all parts?
Are all prices including tax?
Wann ist die Miete fällig?
Wie hoch ist die Kaution?
Was sagt der Vertrag über Haustiere?
Was steht im Handbuch über Elternzeit?
Worum geht es in Abschnitt vier?
Fasse die Kündigungsfristen zusammen.
Wie lautet die Adresse der Praxis?
Was ist der Unterschied zwischen Miete und Pacht?
Vergleiche den Monatspreis mit dem Jahrespreis.
Gelten alle Preise inklusive Steuer?
Welche Frist gilt für die Kündigung?
Gib mir ein Beispiel.
Danke!
Und für Studenten?
Wer ist der Vermieter?
Wann beginnt der Kurs?
Was kostet die Fahrt?
Alle Kinder zahlen den halben Preis?
Nenne drei Vorteile.
Was ist wichtig bei der Reinigung?
Sind im Mietvertrag alle Nebenkosten enthalten?
Write a summary of the French revolution.
What is chapter three about?
What's the weather about to do?
Overview of the vaccination schedule
Give me the gist of the argument against tariffs.
What are the takeaways from the second quarter?
How is the manual gearbox different?
What did the tenant say about the noise?
Show the fee for late payment.
List the fees for late payment and for returned cheques.
Extract the iron from the ore: how is it done?
Who signed the contract, and on which date?
Which documents do I need for the application?
""".strip().splitlines()


def _asked(question: str) -> object:
    return whole_question(question, named_in(question, DOCUMENTS).words)


def _wish(question: str) -> Wish | None:
    found = whole_question(question, named_in(question, DOCUMENTS).words)
    return found.wish if found is not None else None


@pytest.mark.parametrize("question", SUMMARIES)
def test_a_summary_is_of_the_whole(question: str) -> None:
    assert _wish(question) is Wish.SUMMARY


@pytest.mark.parametrize(("question", "kind"), LISTS.items())
def test_a_list_of_all_there_are_is_of_the_whole(question: str, kind: Listed) -> None:
    found = whole_question(question, named_in(question, DOCUMENTS).words)
    assert found is not None
    assert (found.wish, found.listed) == (Wish.LIST, kind)


@pytest.mark.parametrize("question", COMPARISONS)
def test_a_comparison_is_of_the_whole(question: str) -> None:
    assert _wish(question) is Wish.COMPARISON


@pytest.mark.parametrize("question", OTHERS)
def test_all_other_questions_are_searched_for(question: str) -> None:
    assert _asked(question) is None


def _chosen(question: str, first: bool = True, candidates: list[Candidate] = DOCUMENTS) -> object:
    named = named_in(question, candidates)
    wanted = whole_question(question, named.words)
    assert wanted is not None
    found = chosen(wanted, named, candidates, first)
    return None if found is None else [each.name for each in found]


def test_the_document_that_is_named_is_read() -> None:
    assert _chosen("Summarise the handbook.") == ["acme-handbook.md"]
    assert _chosen("List all dates in Lease 2024.pdf") == ["Lease 2024.pdf"]
    assert _chosen("Compare the lease with the handbook.") == ["acme-handbook.md", "Lease 2024.pdf"]


def test_all_are_read_where_all_are_meant() -> None:
    assert _chosen("Summarise all the files.") == ["acme-handbook.md", "Lease 2024.pdf"]
    assert _chosen("Compare both.") == ["acme-handbook.md", "Lease 2024.pdf"]


def test_one_of_several_that_is_not_named_is_asked_for() -> None:
    assert _chosen("Summarise the document.") == []
    spoken_of = [DOCUMENTS[0], Candidate("2", "Lease 2024.pdf", spoken_of=True)]
    assert _chosen("Summarise the document.", False, spoken_of) == ["Lease 2024.pdf"]


def test_what_was_just_attached_comes_first() -> None:
    attached = [*DOCUMENTS, Candidate("3", "Pasted text", attached=True)]
    assert _chosen("Summarise this.", False, attached) == ["Pasted text"]


def test_a_bare_wish_means_the_only_document_or_what_was_said() -> None:
    assert _chosen("Summarise this.", True, DOCUMENTS[:1]) == ["acme-handbook.md"]
    assert _chosen("Summarise this.", False, DOCUMENTS[:1]) is None
    assert _chosen("Summarise this.") is None
