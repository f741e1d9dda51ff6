CREATE TABLE {schema}.processes (
    process_id uuid NOT NULL,
    name text NOT NULL,
    definitions json NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_processes PRIMARY KEY (process_id)
);
