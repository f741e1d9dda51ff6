namespace Workflows.Bench.Seeding;

/// <summary>Fills the tables on the server, without a row going over the wire. The same numbers give the same rows, but for their times.</summary>
internal static class SeedSql
{
    /// <summary>A number below a limit that looks like chance.</summary>
    private static string Dice(string salt, int limit) => $"((hashint8extended(n, {salt}) & 9223372036854775807) % {limit})";

    public static string Catalog(string schema) =>
        $"""
        CREATE TABLE {schema}.seed_workflows (low integer, high integer, workflow text COLLATE "C", version integer, is_old boolean, nodes text[], wait text COLLATE "C", event_type text COLLATE "C", failure_count integer);
        CREATE TABLE {schema}.seed_failures (place integer, workflow text COLLATE "C", node text, error_type text, message text, fingerprint text COLLATE "C");
        CREATE TABLE {schema}.seed_instances (n bigint, instance_id uuid, workflow text COLLATE "C", version integer, status smallint, nodes text[], node text, created_at timestamptz, entries integer, wait text COLLATE "C", event_type text COLLATE "C", failure integer, person text);
        """;

    /// <summary>
    /// 87 of 100 have completed. The others: 2 canceled, 1 failed, 1 faulted, 1 just running, 7 waiting, half a one paused and half a one to be started later.
    /// What lives is mostly young.
    /// </summary>
    public static string Instances(string schema, int count, int entries, bool onlyEnded) =>
        $$"""
        INSERT INTO {{schema}}.seed_instances
        SELECT n, md5('instance ' || n)::uuid, w.workflow, w.version, s.status, w.nodes,
            CASE WHEN s.status IN (6, 7, 8) THEN NULL WHEN s.status = 4 THEN coalesce(f.node, w.nodes[1]) WHEN s.status IN (2, 3) THEN w.wait ELSE w.nodes[1 + {{Dice("3", 3)}}] END,
            now() - interval '30 days' * CASE WHEN w.is_old THEN 1 - a.age * 0.5 ELSE (1 - a.age) * CASE WHEN s.status IN (0, 1) THEN 0.002 WHEN s.status < 6 THEN 0.6 ELSE 1 END END,
            greatest(2, {{entries / count}} + {{Dice("5", 7)}}::int - 3), w.wait, w.event_type, f.place,
            CASE WHEN {{Dice("6", 100)}} < 3 THEN 'person-' || {{Dice("7", 40)}} END
        FROM generate_series(1, {{count}}) AS n
        CROSS JOIN LATERAL (SELECT n::float8 / {{count}} AS age) AS a
        JOIN {{schema}}.seed_workflows AS w ON {{Dice("1", 1000)}} >= w.low AND {{Dice("1", 1000)}} < w.high
        CROSS JOIN LATERAL (SELECT {{Dice("2", 1000)}} AS roll) AS r
        CROSS JOIN LATERAL (SELECT (CASE WHEN roll < {{(onlyEnded ? 1_000 : 870)}} THEN 6 WHEN roll < 890 THEN 8 WHEN roll < 900 THEN 7 WHEN roll < 910 AND w.failure_count > 0 THEN 4 WHEN roll < 920 THEN 1 WHEN roll < 990 THEN 2 WHEN roll < 995 THEN 3 ELSE 0 END)::smallint AS status) AS s
        LEFT JOIN {{schema}}.seed_failures AS f ON s.status IN (4, 7) AND f.workflow = w.workflow AND f.place = {{Dice("4", 1000)}} % greatest(1, w.failure_count);

        INSERT INTO {{schema}}.instances (instance_id, workflow, version, created_at, key, key_folded, tags, state, status, revision, current_node, waiting_for, due_at,
            attempt, node_since, error_type, error_message, updated_at, finished_at, stale_at, execution, error)
        SELECT i.instance_id, i.workflow, i.version, i.created_at, k.key, lower(k.key),
            jsonb_build_object('tenant', 'tenant-' || {{Dice("10", 500)}}, 'region', (ARRAY['eu', 'us', 'apac'])[1 + {{Dice("11", 3)}}]),
            json_build_object('Id', k.key, 'Email', 'user-' || n || '@shop.example', 'Total', {{Dice("12", 100000)}}, 'Note', repeat('lorem ipsum ', 15)),
            i.status, i.entries, i.node,
            CASE WHEN t.is_waiting THEN i.event_type END, t.due_at, CASE WHEN i.status IN (1, 4) THEN 1 + {{Dice("13", 3)}} END,
            CASE WHEN i.status < 6 THEN t.at END, e.error_type, e.message, t.at,
            CASE WHEN i.status >= 6 THEN t.at END, CASE WHEN i.status = 1 THEN now() + interval '2 minutes' END,
            CASE WHEN i.status >= 6 THEN json_build_object('lastToken', 4, 'lastEntry', i.entries)
                ELSE json_build_object('tokens', json_build_array(json_build_object('id', 4, 'node', i.node, 'state', CASE i.status WHEN 0 THEN 0 WHEN 1 THEN 1 WHEN 4 THEN 6 ELSE 4 END, 'since', t.at, 'dueAt', t.due_at)),
                    'subscriptions', json_build_array(json_build_object('wait', i.wait, 'eventType', i.event_type, 'key', k.key)), 'lastToken', 4, 'lastEntry', i.entries) END,
            CASE WHEN e.error_type IS NOT NULL THEN json_build_object('type', e.error_type, 'message', e.message, 'stackTrace', repeat('   at Shop.Steps.Step.Execute(StepContext context) in Step.cs:line 42' || chr(10), 12)) END
        FROM {{schema}}.seed_instances AS i
        CROSS JOIN LATERAL (SELECT (CASE WHEN i.workflow = 'OrderFulfilment' THEN 'order-' ELSE 'user-' END) || n AS key) AS k
        CROSS JOIN LATERAL (
            SELECT least(now(), i.created_at + interval '1 second' * (1 + {{Dice("20", 4000)}})) AS at, i.status IN (2, 3) AND {{Dice("21", 10)}} < 8 AS is_waiting,
                CASE WHEN i.status IN (0, 2, 3) AND {{Dice("22", 10)}} < 6 THEN now() + interval '1 second' * ({{Dice("23", 600000)}}::int - 600) END AS due_at) AS t
        LEFT JOIN {{schema}}.seed_failures AS f ON f.workflow = i.workflow AND f.place = i.failure
        CROSS JOIN LATERAL (SELECT f.error_type, replace(f.message, '{n}', ({{Dice("24", 100000)}})::text) AS message) AS e;

        INSERT INTO {{schema}}.tokens (instance_id, token, workflow, version, created_at, node, state, status, since, due_at, attempt, waiting_for, fingerprint, error_type, error_message)
        SELECT i.instance_id, 4, i.workflow, i.version, i.created_at, CASE WHEN i.status > 0 THEN i.current_node END, CASE i.status WHEN 0 THEN 0 WHEN 4 THEN 6 ELSE 4 END, i.status, i.node_since, i.due_at,
            i.attempt, i.waiting_for, CASE WHEN i.status = 4 THEN f.fingerprint END, i.error_type, i.error_message
        FROM {{schema}}.instances AS i JOIN {{schema}}.seed_instances AS s USING (instance_id)
        LEFT JOIN {{schema}}.seed_failures AS f ON f.workflow = i.workflow AND f.place = s.failure
        WHERE i.status IN (0, 2, 3, 4);
        """;

    /// <summary>Started, steps, and how it ended or stopped. Now and then a person paused and resumed it. The first instance has ten thousand entries.</summary>
    public static string Journal(string schema) =>
        $$"""
        INSERT INTO {{schema}}.journal (instance_id, sequence, at, kind, node, token, attempt, actor, reason, detail, error, patch)
        SELECT i.instance_id, s, i.created_at + interval '1 second' * s, k.kind,
            CASE WHEN k.kind LIKE 'Step%' THEN i.nodes[1 + (s - 2) % array_length(i.nodes, 1)] WHEN k.kind = 'WorkflowFaulted' THEN i.node END,
            CASE WHEN k.kind LIKE 'Step%' THEN s END, CASE WHEN k.kind LIKE 'Step%' THEN 1 END,
            CASE WHEN k.kind IN ('WorkflowStarted', 'WorkflowPaused', 'WorkflowResumed', 'WorkflowCanceled') THEN i.person END,
            CASE WHEN k.kind IN ('WorkflowPaused', 'WorkflowCanceled') AND i.person IS NOT NULL THEN 'asked for by the customer' END,
            CASE WHEN s = 1 THEN json_build_object('version', i.version, 'state', '{"Id":"' || i.n || '","Count":0}', 'opened', json_build_array(json_build_object('token', 2, 'node', i.nodes[1], 'state', 1)))
                WHEN k.kind = 'StepCompleted' THEN json_build_object('closed', json_build_array(s), 'duration', '00:00:00.0123', 'worker', 'worker-1') END,
            CASE WHEN k.kind = 'WorkflowFaulted' THEN json_build_object('type', 'System.Exception', 'message', 'no') END,
            CASE WHEN k.kind = 'StepCompleted' THEN json_build_array(json_build_object('op', 'replace', 'path', '/Count', 'value', s)) END
        FROM (SELECT n, instance_id, version, status, nodes, node, created_at, person, CASE WHEN n = 1 THEN 10000 ELSE entries END AS entries FROM {{schema}}.seed_instances) AS i
        CROSS JOIN LATERAL generate_series(1, i.entries) AS s
        CROSS JOIN LATERAL (SELECT CASE
            WHEN s = 1 THEN 'WorkflowStarted'
            WHEN s = i.entries THEN (ARRAY['StepStarted', 'StepStarted', 'StepCompleted', 'WorkflowPaused', 'WorkflowFaulted', 'StepCompleted', 'WorkflowCompleted', 'WorkflowFailed', 'WorkflowCanceled'])[i.status + 1]
            WHEN s = 3 AND i.person IS NOT NULL THEN 'WorkflowPaused'
            WHEN s = 4 AND i.person IS NOT NULL THEN 'WorkflowResumed'
            ELSE 'StepCompleted' END AS kind) AS k;
        """;

    public static string Rest(string schema) =>
        $"""
        INSERT INTO {schema}.timers (timer_id, due_at, instance_id, workflow, version, purpose, place, token)
        SELECT md5('timer ' || instance_id)::uuid, due_at, instance_id, workflow, version, CASE status WHEN 0 THEN 0 ELSE 3 END, current_node, 4 FROM {schema}.instances WHERE due_at IS NOT NULL;
        INSERT INTO {schema}.subscriptions (workflow, wait, key, instance_id, event_type)
        SELECT i.workflow, i.wait, (CASE WHEN i.workflow = 'OrderFulfilment' THEN 'order-' ELSE 'user-' END) || n, i.instance_id, i.event_type FROM {schema}.seed_instances AS i WHERE i.status < 6;
        INSERT INTO {schema}.audit (audit_id, at, actor, operation, is_accepted, instance_id, workflow, key, reason, outcome)
        SELECT md5('audit ' || a)::uuid, now() - interval '1 minute' * a, 'person-' || a % 40, (ARRAY['Pause', 'Retry', 'Cancel', 'Skip'])[1 + a % 4], false, i.instance_id, i.workflow, NULL, NULL,
            'Pause is not possible while the instance is Completed.'
        FROM generate_series(1, 5000) AS a JOIN {schema}.seed_instances AS i ON i.n = a;
        DROP TABLE {schema}.seed_instances, {schema}.seed_workflows, {schema}.seed_failures;
        """;
}
