"""The tables of families of copies, as `detente.merge.families` wants to see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from detente.interchange import Row
from detente.merging import Copy, SketchRow
from detente.store.merging import MergeTables
from detente.store.write import as_table, insert

#: A shingle in more texts than this is boilerplate.
_MAX_TEXTS_A_SHINGLE = 200
_MIN_SHARED = 3


class FamilyTables(MergeTables):
    """Sketches, shingles and `copy_of`, beside all that merging needs."""

    def with_words(self, words: Collection[int]) -> dict[int, str]:
        """Hash of all words -> the document that holds the shingles of such texts."""
        if not words:
            return {}
        with as_table(self._connection, [{"words": value} for value in words]):
            query = (
                "SELECT words, min(document) FROM sketches JOIN batch USING (words) WHERE shingles > 0 GROUP BY words"
            )
            return dict(self._connection.execute(query).fetchall())

    def add_sketches(self, rows: Sequence[SketchRow]) -> set[tuple[str, str]]:
        """Store sketches; pairs of documents, one of them new, that share enough shingles to be compared."""
        ids = [row.document for row in rows]
        known = self._rows("SELECT document FROM sketches JOIN batch ON batch.id = sketches.document", ids)
        for table in ("sketches", "shingles"):
            self._change(f"DELETE FROM {table} WHERE document IN (SELECT id FROM batch)", [id_ for (id_,) in known])
        sketches: list[Row] = [
            {"document": row.document, "words": row.words, "shingles": len(row.shingles)} for row in rows
        ]
        insert(self._connection, "sketches", sketches, kinds={"shingles": "int"})
        shingles: list[Row] = [{"document": row.document, "hash": value} for row in rows for value in row.shingles]
        if not shingles:
            return set()
        insert(self._connection, "shingles", shingles)
        query = f"""
            WITH mine AS (SELECT hash, document FROM batch),
            held AS (SELECT hash, document FROM shingles SEMI JOIN mine USING (hash)),
            rare AS (SELECT hash FROM held GROUP BY hash HAVING count(*) BETWEEN 2 AND {_MAX_TEXTS_A_SHINGLE}),
            shared AS (
                SELECT mine.document AS one, held.document AS two, count(*) AS number
                FROM mine JOIN rare USING (hash) JOIN held USING (hash)
                WHERE mine.document <> held.document GROUP BY ALL
            )
            SELECT one, two FROM shared JOIN sketches AS a ON a.document = one JOIN sketches AS b ON b.document = two
            WHERE number >= least({_MIN_SHARED}, a.shingles, b.shingles)
        """
        with as_table(self._connection, shingles):
            return {(min(pair), max(pair)) for pair in self._connection.execute(query).fetchall()}

    def families_of(self, ids: Collection[str]) -> dict[str, str]:
        """Document -> original, as known so far."""
        return self.originals_of(ids)

    def members_of(self, originals: Collection[str]) -> list[tuple[str, str, tuple[bool, str, int, str]]]:
        """(document, original as known so far, what sorts the family's original first)."""
        query = "SELECT documents.id FROM documents JOIN batch ON batch.id = coalesce(copy_of, documents.id)"
        members = [id_ for (id_,) in self._rows(query, originals)]
        rows = self._by_id("SELECT id, coalesce(copy_of, id), date, length(text) FROM documents", members)
        return [
            (id_, home, (date is None, date.isoformat() if date else "", -length, id_))
            for id_, home, date, length in sorted(rows)
        ]

    def note_copies(self, originals: dict[str, str], copies: Sequence[Copy], done: Collection[str]) -> None:
        """Set the originals; what is already merged of documents whose original has changed will be merged again."""
        rows: list[Row] = [
            {"id": id_, "original": original if original != id_ else None} for id_, original in originals.items()
        ]
        if rows:
            with as_table(self._connection, rows):
                changed = (
                    "SELECT documents.id FROM documents JOIN batch ON batch.id = documents.id "
                    "WHERE documents.copy_of IS DISTINCT FROM batch.original"
                )
                self._connection.execute(
                    f"INSERT INTO pending SELECT DISTINCT 'event', event FROM reports WHERE document IN ({changed})"
                )
                self._connection.execute(
                    "UPDATE documents SET copy_of = batch.original FROM batch WHERE documents.id = batch.id "
                    "AND documents.copy_of IS DISTINCT FROM batch.original"
                )
        self._note_copied_from(copies)
        self._change("DELETE FROM pending WHERE kind = 'text' AND id IN (SELECT id FROM batch)", done)

    def _note_copied_from(self, copies: Sequence[Copy]) -> None:
        best: dict[str, Copy] = {}
        for copy in copies:
            known = best.get(copy.later)
            if known is None or (-copy.similarity, copy.earlier) < (-known.similarity, known.earlier):
                best[copy.later] = copy
        rows: list[Row] = [
            {"id": copy.later, "copied_from": copy.earlier, "similarity": copy.similarity} for copy in best.values()
        ]
        if rows:
            with as_table(self._connection, rows):
                self._connection.execute(
                    "UPDATE sketches SET copied_from = batch.copied_from, similarity = batch.similarity FROM batch "
                    "WHERE sketches.document = batch.id AND (sketches.similarity IS NULL OR "
                    "sketches.similarity < batch.similarity OR (sketches.similarity = batch.similarity AND "
                    "sketches.copied_from > batch.copied_from))"
                )
