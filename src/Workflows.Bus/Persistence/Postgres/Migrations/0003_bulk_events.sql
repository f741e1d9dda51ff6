ALTER TABLE {schema}.bulk_jobs ADD COLUMN event_type text;
ALTER TABLE {schema}.bulk_jobs ADD COLUMN event_body text;
