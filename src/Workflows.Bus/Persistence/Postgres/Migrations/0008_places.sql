ALTER TABLE {schema}.journal ADD COLUMN place text;

ALTER TABLE {schema}.timers ADD COLUMN purpose smallint;
ALTER TABLE {schema}.timers ADD COLUMN place text;
ALTER TABLE {schema}.timers ADD COLUMN token integer;

CREATE FUNCTION {schema}.is_readable(execution json) RETURNS boolean LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM k.id FROM json_to_recordset(execution -> 'tokens') AS k(id integer, node text, state integer, timer uuid);
    PERFORM (execution ->> 'timeoutTimer')::uuid;
    RETURN true;
EXCEPTION WHEN OTHERS THEN
    RETURN false;
END $body$;

-- OFFSET 0: what cannot be read is left out before anything else looks at it.
UPDATE {schema}.timers AS t
SET purpose = CASE coalesce(k.state, 0) WHEN 0 THEN 0 WHEN 3 THEN 1 WHEN 2 THEN 2 ELSE 3 END,
    place = replace(replace(replace(k.node, '~', '~0'), '/', '~1'), '[', '~2'),
    token = k.id
FROM (SELECT instance_id, execution FROM {schema}.instances WHERE {schema}.is_readable(execution) OFFSET 0) AS i
CROSS JOIN LATERAL json_to_recordset(i.execution -> 'tokens') AS k(id integer, node text, state integer, timer uuid)
WHERE i.instance_id = t.instance_id AND k.timer = t.timer_id;

UPDATE {schema}.timers AS t SET purpose = 4
FROM (SELECT instance_id, execution FROM {schema}.instances WHERE {schema}.is_readable(execution) OFFSET 0) AS i
WHERE i.instance_id = t.instance_id AND t.purpose IS NULL AND (i.execution ->> 'timeoutTimer')::uuid = t.timer_id;

DROP FUNCTION {schema}.is_readable(json);
