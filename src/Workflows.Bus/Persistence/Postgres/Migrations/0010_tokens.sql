CREATE TABLE {schema}.tokens (
    instance_id uuid NOT NULL,
    token integer NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    node text COLLATE "C",
    place text,
    state smallint NOT NULL,
    status smallint NOT NULL,
    since timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    attempt integer,
    waiting_for text COLLATE "C",
    fingerprint text COLLATE "C",
    error_type text,
    error_message text,
    CONSTRAINT pk_tokens PRIMARY KEY (instance_id, token)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE FUNCTION {schema}.why_unreadable(execution json, error json) RETURNS text LANGUAGE plpgsql AS $body$
BEGIN
    IF json_typeof(execution) <> 'object' THEN
        RETURN 'it is no object';
    END IF;

    IF EXISTS (
        SELECT FROM json_to_recordset(execution -> 'tokens')
            AS k(id integer, node text, state smallint, since timestamp with time zone, "dueAt" timestamp with time zone, attempt integer, timer uuid)
        WHERE k.id IS NULL OR k.since IS NULL) THEN
        RETURN 'a token has no id or no time';
    END IF;

    PERFORM (execution ->> 'timeoutTimer')::uuid, execution -> 'errorBefore' ->> 'type', execution -> 'errorBefore' ->> 'message', error ->> 'type', error ->> 'message';
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLERRM;
END $body$;

-- With the id that the instance has in the quarantine wherever it is noted, and set aside at once: it is not tried five times more.
INSERT INTO {schema}.quarantine AS q (id, kind, subject_id, workflow, version, instance_id, revision, reason, try_count, first_at, last_at, next_at, quarantined_at)
SELECT encode(substring(set_byte(set_byte(h.hash, 6, (get_byte(h.hash, 6) & 15) | 128), 8, (get_byte(h.hash, 8) & 63) | 128) FROM 1 FOR 16), 'hex')::uuid,
    0, i.instance_id, i.workflow, i.version, i.instance_id, i.revision, 'The stored row cannot be read: ' || r.reason || '.', 5, now(), now(), now(), now()
FROM {schema}.instances AS i
CROSS JOIN LATERAL (SELECT {schema}.why_unreadable(i.execution, i.error) AS reason) AS r
CROSS JOIN LATERAL (SELECT sha256(decode(replace(i.instance_id::text, '-', ''), 'hex') || '\x0000000000000000'::bytea || convert_to('quarantine ', 'UTF8')) AS hash) AS h
WHERE i.status < 6 AND r.reason IS NOT NULL
ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, revision = excluded.revision, quarantined_at = coalesce(q.quarantined_at, excluded.quarantined_at);

UPDATE {schema}.instances AS i SET stale_at = NULL
FROM {schema}.quarantine AS q
WHERE q.kind = 0 AND q.instance_id = i.instance_id AND q.quarantined_at IS NOT NULL AND q.revision = i.revision AND i.stale_at IS NOT NULL;

-- OFFSET 0: what cannot be read is left out before anything else looks at it.
INSERT INTO {schema}.tokens (instance_id, token, workflow, version, created_at, node, state, status, since, due_at, attempt, waiting_for, fingerprint, error_type, error_message)
SELECT i.instance_id, k.id, i.workflow, i.version, i.created_at, CASE WHEN s.state > 0 THEN k.node END, s.state, i.status,
    CASE WHEN s.state = 6 AND NOT w.is_whole THEN coalesce(i.faulted_at, k.since) ELSE k.since END, k."dueAt", nullif(k.attempt, 0),
    CASE WHEN s.state = 4 THEN i.waiting_for END, CASE WHEN s.state = 6 AND NOT w.is_whole THEN i.fingerprint END, e.error ->> 'type', left(e.error ->> 'message', 2000)
FROM (SELECT * FROM {schema}.instances WHERE status < 6 AND {schema}.why_unreadable(execution, error) IS NULL OFFSET 0) AS i
CROSS JOIN LATERAL json_to_recordset(i.execution -> 'tokens') AS k(id integer, node text, state smallint, since timestamp with time zone, "dueAt" timestamp with time zone, attempt integer)
CROSS JOIN LATERAL (SELECT coalesce(k.state, 0::smallint) AS state) AS s
CROSS JOIN LATERAL (SELECT i.execution -> 'undefined' IS NOT NULL OR i.error ->> 'type' = 'Workflows.MessageNotSent' AS is_whole) AS w
CROSS JOIN LATERAL (SELECT CASE WHEN i.execution -> 'undefined' IS NOT NULL THEN i.execution -> 'errorBefore' WHEN NOT w.is_whole THEN i.error END AS error) AS e
WHERE i.status NOT IN (1, 5) OR json_array_length(i.execution -> 'tokens') > 1
ON CONFLICT DO NOTHING;

INSERT INTO {schema}.tokens (instance_id, token, workflow, version, created_at, node, state, status, since, fingerprint, error_type, error_message)
SELECT i.instance_id, 0, i.workflow, i.version, i.created_at, i.current_node, 6, 4, coalesce(i.faulted_at, i.updated_at), i.fingerprint, i.error_type, left(i.error ->> 'message', 2000)
FROM (SELECT * FROM {schema}.instances WHERE fingerprint IS NOT NULL AND {schema}.why_unreadable(execution, error) IS NULL OFFSET 0) AS i
WHERE i.execution -> 'undefined' IS NOT NULL OR i.error ->> 'type' = 'Workflows.MessageNotSent';

DROP FUNCTION {schema}.why_unreadable(json, json);

CREATE INDEX ix_tokens_node ON {schema}.tokens (workflow, version, node, created_at, instance_id) INCLUDE (token, status) WHERE node IS NOT NULL;
CREATE INDEX ix_tokens_waiting ON {schema}.tokens (waiting_for, workflow, since) WHERE waiting_for IS NOT NULL;
CREATE INDEX ix_tokens_fingerprint ON {schema}.tokens (fingerprint, since) INCLUDE (workflow, version) WHERE fingerprint IS NOT NULL;

DROP INDEX {schema}.ix_instances_rest_node;
DROP INDEX {schema}.ix_instances_waiting;
DROP INDEX {schema}.ix_instances_fingerprint;
ALTER TABLE {schema}.instances DROP COLUMN rest_node, DROP COLUMN waiting_since, DROP COLUMN fingerprint, DROP COLUMN faulted_at;
