"""Tries ways of searching on texts with known answers, each way one function; minutes a run.

    python tests/bench/retrieval_experiments.py [--eval DIR] [NAME…]

What the app does is chosen with this, on every text but `wikitexts` and `german`, which are only
looked at.
`retrieval_experiments.md` keeps the results. Vectors lie under `.build/experiments`: a second run
embeds nothing.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parent))

from experiment_corpora import Corpus, Span, Words, corpora

from assistant_studio.knowledge import passages
from assistant_studio.knowledge.contents import ChunkRow
from assistant_studio.knowledge.fusion import LENT_TO_NEIGHBOURS, MEANING_WEIGHT, Scored
from assistant_studio.knowledge.search import CANDIDATES
from assistant_studio.knowledge.word_forms import forms_of, words_of
from assistant_studio.knowledge.word_index import COMMON_AT_LEAST, COMMON_SHARE

BUDGETS = (4000, 2000, 600)
ONLY_LOOKED_AT = ("wikitexts", "german")
FLOOR_FROM = 100
_LIMIT = 8
_FAR = 10**6

Scores = npt.NDArray[np.float64]
Way = Callable[[Corpus, int], Scores]
"""Scores every chunk of a corpus for the question of that number."""


# Parts that ways are made of.


def cosines(corpus: Corpus, number: int) -> Scores:
    """Of each chunk with the question."""
    return np.asarray(corpus.vectors @ corpus.query_vectors[number], np.float64)


def sentence_cosines(corpus: Corpus, number: int) -> Scores:
    """The highest of each chunk's sentences."""
    found = np.full(len(corpus.chunks), -1.0)
    owners = np.array([owner for owner, _, _ in corpus.sentences])
    np.maximum.at(found, owners, corpus.sentence_vectors @ corpus.query_vectors[number])
    return found


def words(
    corpus: Corpus,
    number: int,
    share: float = COMMON_SHARE,
    power: float = 0.5,
    phrases: float = 0.0,
    coverage: float = 0.0,
    index: Words | None = None,
) -> Scores:
    """By words as the app does, 0 to 1; the arguments are what may be tried."""
    languages = [corpus.language] if corpus.language and index is None else []
    index, count = index or corpus.words, len(corpus.chunks)
    asked = words_of(corpus.questions[number].text)
    found = {
        word: index.scores(" OR ".join(f'"{form}"' for form in forms_of(word, languages)))
        for word in asked
    }
    cap = max(COMMON_AT_LEAST, int(share * count))
    kept = {word: scores for word, scores in found.items() if len(scores) <= cap}
    if not any(kept.values()):
        kept = dict(sorted(found.items(), key=lambda item: len(item[1]))[:3])
    rarity = {word: math.log(1 + count / max(len(s), 0.5)) for word, s in kept.items()}
    total, held = np.zeros(count), np.zeros(count)
    for word, scores in kept.items():
        for chunk, score in scores.items():
            total[chunk] += rarity[word] ** power * score
            held[chunk] += rarity[word]
    for first, second in zip(asked, asked[1:], strict=False):
        worth = max(rarity.get(first, 0.0), rarity.get(second, 0.0))
        if phrases and worth:
            for chunk, score in index.scores(f'"{first} {second}"').items():
                total[chunk] += phrases * worth**power * score
    if coverage:
        total *= (held / max(held.max(), 1e-9)) ** coverage
    return total / total.max() if total.max() > 0 else total


def candidates(near: Scores, by_words: Scores, count: int = CANDIDATES) -> npt.NDArray[np.bool_]:
    """The best of each search and their neighbours."""
    chosen = np.zeros(len(near), bool)
    chosen[np.argsort(-near)[:count]] = True
    best = np.argsort(-by_words)[:count]
    chosen[best[by_words[best] > 0]] = True
    wide = chosen.copy()
    for step in (1, 2):
        wide[step:] |= chosen[:-step]
        wide[:-step] |= chosen[step:]
    return wide


def above_the_last(near: Scores, count: int = FLOOR_FROM) -> Scores:
    """Cosines counted from the last of the nearest on, as the app does."""
    floor = np.sort(near)[-min(count, len(near))]
    return np.maximum(0.0, (near - floor) / max(near.max() - floor, 1e-9))


def lent(
    corpus: Corpus,
    own: Scores,
    shares: tuple[float, ...] = LENT_TO_NEIGHBOURS,
    edges_lose: bool = False,
) -> Scores:
    """What neighbours lend, by how many there are (or as if there always were all of them)."""
    score, highest = own.copy(), np.ones(len(own))
    for step, share in enumerate(shares, 1):
        same = corpus.numbers[step:] == corpus.numbers[:-step]
        score[step:] += share * own[:-step] * same
        score[:-step] += share * own[step:] * same
        highest[step:] += share * same
        highest[:-step] += share * same
    return score / (1 + 2 * sum(shares)) if edges_lose else score / highest


def fused(
    corpus: Corpus,
    near: Scores,
    by_words: Scores,
    scale: Callable[[Scores], Scores] = above_the_last,
    weight: float = MEANING_WEIGHT,
    count: int = CANDIDATES,
) -> Scores:
    """The candidates' own scores."""
    weight = weight if by_words.any() else 1.0
    own = weight * scale(near) + (1 - weight) * by_words
    return np.where(candidates(near, by_words, count), own, 0.0)


# The ways.


def as_the_app(corpus: Corpus, number: int) -> Scores:
    """What `knowledge/search.py` does."""
    return lent(corpus, fused(corpus, cosines(corpus, number), words(corpus, number)))


def meaning_alone(corpus: Corpus, number: int) -> Scores:
    """Cosines and neighbours."""
    return lent(corpus, cosines(corpus, number))


def words_alone(corpus: Corpus, number: int) -> Scores:
    """BM25 and neighbours."""
    return lent(corpus, words(corpus, number))


def scaled(scale: Callable[[Scores], Scores], weight: float = MEANING_WEIGHT) -> Way:
    """Another scale for cosines, or another weight."""
    return lambda c, n: lent(c, fused(c, cosines(c, n), words(c, n), scale, weight))


def by_ranks(corpus: Corpus, number: int) -> Scores:
    """Reciprocal rank fusion with k = 60."""
    near, held = cosines(corpus, number), words(corpus, number)
    by_meaning = np.argsort(np.argsort(-near))
    by_words = np.where(held > 0, np.argsort(np.argsort(-held)), _FAR)
    own = 1 / (60 + by_meaning) + 1 / (60 + by_words)
    return lent(corpus, np.where(candidates(near, held), own, 0.0))


def lending(*shares: float, edges_lose: bool = False) -> Way:
    """Other shares for neighbours."""
    return lambda c, n: lent(c, fused(c, cosines(c, n), words(c, n)), shares, edges_lose)


def with_words(**tried: float) -> Way:
    """Other ways to weigh words."""
    return lambda c, n: lent(c, fused(c, cosines(c, n), words(c, n, **tried)))


def without_stems(corpus: Corpus, number: int) -> Scores:
    """Words as they stand."""
    index = corpus.made(
        "without stems", lambda: Words(corpus.rows, "unicode61 remove_diacritics 2")
    )
    return lent(corpus, fused(corpus, cosines(corpus, number), words(corpus, number, index=index)))


def english_stems(corpus: Corpus, number: int) -> Scores:
    """Words without English endings in every language."""
    index = corpus.made("english stems", lambda: Words(corpus.rows))
    return lent(corpus, fused(corpus, cosines(corpus, number), words(corpus, number, index=index)))


def sentences(share: float) -> Way:
    """A share of each chunk's cosine from its best sentence's own vector."""

    def way(corpus: Corpus, number: int) -> Scores:
        near = (1 - share) * cosines(corpus, number) + share * sentence_cosines(corpus, number)
        return lent(corpus, fused(corpus, near, words(corpus, number)))

    return way


def feedback(share: float, best: int) -> Way:
    """The question's vector moved towards the best chunks (Rocchio), and asked again."""

    def way(corpus: Corpus, number: int) -> Scores:
        top = np.argsort(-as_the_app(corpus, number))[:best]
        moved = corpus.query_vectors[number] + share * corpus.vectors[top].mean(axis=0)
        near = np.asarray(corpus.vectors @ (moved / np.linalg.norm(moved)), np.float64)
        return lent(corpus, fused(corpus, near, words(corpus, number)))

    return way


def diverse(weight: float) -> Way:
    """Maximal marginal relevance over the best forty."""

    def way(corpus: Corpus, number: int) -> Scores:
        scores = as_the_app(corpus, number)
        left, out = list(np.argsort(-scores)[:40]), np.zeros(len(scores))
        like = np.zeros(len(scores))
        for place in range(len(left)):
            best = max(left, key=lambda i: weight * scores[i] - (1 - weight) * like[i])
            left.remove(best)
            out[best] = 1 - place / 100
            like = np.maximum(like, corpus.vectors @ corpus.vectors[best])
        return out

    return way


def before(corpus: Corpus, number: int) -> Scores:
    """As it was: cosines by the best one's, fifty candidates, edges that lose."""
    near, held = cosines(corpus, number), words(corpus, number)
    own = fused(corpus, near, held, lambda c: np.maximum(0, c) / c.max(), count=50)
    return lent(corpus, own, (0.3, 0.1), edges_lose=True)


WAYS: dict[str, Way] = {
    "as the app": as_the_app,
    "before": before,
    "meaning alone": meaning_alone,
    "words alone": words_alone,
    "ranks (RRF)": by_ranks,
    "cosine / best": scaled(lambda near: np.maximum(0, near) / near.max()),
    "cosine squared": scaled(lambda near: (np.maximum(0, near) / near.max()) ** 2),
    "from the median": scaled(lambda near: above_the_last(near, len(near) // 2)),
    "from the 50th": scaled(lambda near: above_the_last(near, 50)),
    "from the 200th": scaled(lambda near: above_the_last(near, 200)),
    "meaning 0.45": scaled(above_the_last, 0.45),
    "meaning 0.55": scaled(above_the_last, 0.55),
    "meaning 0.6": scaled(above_the_last, 0.6),
    "lent 0.3 0.1": lending(0.3, 0.1),
    "lent 0.4 0.2": lending(0.4, 0.2),
    "lent none": lending(0.0),
    "edges lose": lending(*LENT_TO_NEIGHBOURS, edges_lose=True),
    "common 3 %": with_words(share=0.03),
    "common 10 %": with_words(share=0.1),
    "common all": with_words(share=1.0),
    "rarity 0": with_words(power=0.0),
    "rarity 1": with_words(power=1.0),
    "phrases 0.5": with_words(phrases=0.5),
    "coverage 0.5": with_words(coverage=0.5),
    "no stems": without_stems,
    "English stems": english_stems,
    "sentences 0.5": sentences(0.5),
    "feedback 0.5 of 5": feedback(0.5, 5),
    "diverse 0.8": diverse(0.8),
}


def packed(corpus: Corpus, scores: Scores, budget: int) -> list[Span]:
    """The passages that the app would show."""
    rows = corpus.made("rows", lambda: list(_rows(corpus)))
    order = np.argsort(-scores, kind="stable")
    scored = (Scored(rows[i], float(scores[i])) for i in order)
    taken = passages.stretches(scored, _LIMIT, budget, lambda row: corpus.chunks[row.position].text)
    names = list(corpus.documents)
    return [(names[s.first.content_id], s.first.start, s.end) for s in taken]


def _rows(corpus: Corpus) -> Iterable[ChunkRow]:
    for position, chunk in enumerate(corpus.chunks):
        document = int(corpus.numbers[position])
        # Documents lie apart, as their ids would.
        chunk_id = position + 1000 * document
        yield ChunkRow(chunk_id, document, position, chunk.start, chunk.end, 1, chunk.page, "[]")


def recall(found: list[Span], answers: Iterable[Span]) -> float:
    """The share of the answers' characters that passages cover; passages do not overlap."""
    wanted = list(answers)
    covered = sum(
        max(0, min(end, stop) - max(start, begin))
        for name, start, end in wanted
        for other, begin, stop in found
        if name == other
    )
    return covered / sum(end - start for _, start, end in wanted)


def run(way: Way, texts: dict[str, Corpus]) -> tuple[dict[str, list[float]], float]:
    """Recall in percent at each budget for each corpus, and milliseconds a question."""
    found: dict[str, list[float]] = {}
    started_s, asked = time.monotonic(), 0
    for name, corpus in texts.items():
        scores = [way(corpus, number) for number in range(len(corpus.questions))]
        asked += len(scores)
        found[name] = [
            100
            * statistics.fmean(
                recall(packed(corpus, one, budget), question.answers)
                for one, question in zip(scores, corpus.questions, strict=True)
            )
            for budget in BUDGETS
        ]
    return found, 1000 * (time.monotonic() - started_s) / asked


def main() -> None:
    """Print a row of the table for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, metavar="DIR", help="further texts with questions")
    parser.add_argument("ways", nargs="*", metavar="NAME", help="which; all by default")
    options = parser.parse_args()
    texts = corpora(options.eval)
    head = " | ".join(texts)
    sys.stdout.write(f"| way | chosen on | {head} | ms |\n|---{'|---' * (len(texts) + 2)}|\n")
    for name in options.ways or WAYS:
        found, milliseconds = run(WAYS[name], texts)
        chosen = [figures for corpus, figures in found.items() if corpus not in ONLY_LOOKED_AT]
        means = [statistics.fmean(figures) for figures in zip(*chosen, strict=True)]
        cells = [" / ".join(f"{f:.1f}" for f in figures) for figures in (means, *found.values())]
        sys.stdout.write(f"| {name} | {' | '.join(cells)} | {milliseconds:.0f} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
