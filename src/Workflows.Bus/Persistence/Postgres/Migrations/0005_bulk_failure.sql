ALTER TABLE {schema}.bulk_jobs ADD COLUMN failure text;
