"""The schema, a numbered file a step: ``0001_first.sql``, ``0002_….sql``. A released step is never edited."""
