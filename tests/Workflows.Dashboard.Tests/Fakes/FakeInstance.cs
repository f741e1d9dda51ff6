using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>An instance of the made-up world. It is told what happens to it and writes the journal that the engine would write.</summary>
internal sealed class FakeInstance
{
    private int _lastToken;

    public FakeInstance(Guid id, string workflow, int version, string? key, string state, DateTimeOffset createdAt)
    {
        Id = id;
        Workflow = workflow;
        Version = version;
        Key = key;
        State = state;
        Initial = state;
        CreatedAt = createdAt;
        Now = createdAt;
    }

    public Guid Id { get; }

    public string Workflow { get; }

    public int Version { get; }

    public string? Key { get; }

    public string State { get; private set; }

    public string Initial { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>The time of what is told next.</summary>
    public DateTimeOffset Now { get; set; }

    public WorkflowStatus Status { get; set; } = WorkflowStatus.Running;

    public Dictionary<string, string> Tags { get; } = [];

    public WorkflowToken? Token { get; set; }

    public string? EventType { get; private set; }

    public WorkflowError? Error { get; set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    public string TraceParent { get; init; } = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public List<WorkflowJournalEntry> Journal { get; } = [];

    public List<WorkflowKeptEvent> Kept { get; } = [];

    public string? Fingerprint => Status == WorkflowStatus.Faulted && Error is not null
        ? WorkflowFingerprint.Of(Workflow, Token?.Node, Error.Type, Error.Message)
        : null;

    public WorkflowSummary Summary => new()
    {
        InstanceId = Id,
        Workflow = Workflow,
        Version = Version,
        Status = Status,
        CurrentNode = Token?.Node,
        WaitingFor = Token?.State == WorkflowTokenState.Waiting && EventType is not null ? [EventType] : [],
        DueAt = Token?.DueAt,
        Attempt = Token is { Attempt: > 0 } token ? token.Attempt : null,
        Key = Key,
        Tags = Tags,
        ErrorType = Error?.Type,
        ErrorMessage = Error?.Message is { Length: > 500 } message ? message[..500] : Error?.Message,
        Revision = Journal.Count,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        InNodeSince = Token?.Since,
        FinishedAt = FinishedAt,
    };

    /// <summary>Other branches, beside the token that moves.</summary>
    public List<WorkflowToken> OtherTokens { get; } = [];

    public WorkflowDetails Details => new()
    {
        Summary = Summary,
        State = State,
        Tokens = Token is null ? [] : [Token, .. OtherTokens],
        Subscriptions = Token is { State: WorkflowTokenState.Waiting } && EventType is not null ? [new(Token.Node, EventType, Key ?? "")] : [],
        KeptEvents = Kept,
        Error = Error,
        TraceParent = TraceParent,
        Operations = AllowedOperations.Of(Standing),
    };

    public InstanceStanding Standing => new(Status, HasPendingRetry: Token?.State == WorkflowTokenState.Backoff, IsListening: Token?.State == WorkflowTokenState.Waiting);

    public FakeInstance Start(string node, WorkflowTokenState state = WorkflowTokenState.Dispatched, TimeSpan? due = null, string? eventType = null)
    {
        Write("WorkflowStarted", detail: new JsonObject { ["eventType"] = "Shop.Contracts.Started", ["version"] = Version, ["state"] = Initial });
        return Open(node, state, due, eventType);
    }

    /// <summary>Opens a token, noted with the last entry as the engine does.</summary>
    public FakeInstance Open(string node, WorkflowTokenState state = WorkflowTokenState.Dispatched, TimeSpan? due = null, string? eventType = null)
    {
        Token = new WorkflowToken { Token = ++_lastToken, Node = node, Place = node, State = state, Attempt = state == WorkflowTokenState.Dispatched ? 1 : 0, Since = Now, DueAt = Now + due };
        EventType = eventType;
        Status = state is WorkflowTokenState.Waiting or WorkflowTokenState.Sleeping ? WorkflowStatus.Waiting : WorkflowStatus.Running;
        var last = Journal[^1];
        var detail = JsonNode.Parse(last.Detail ?? "{}")!.AsObject();
        var opened = new JsonObject { ["token"] = Token.Token, ["node"] = node, ["state"] = (int)state };
        if (Token.DueAt is { } dueAt)
            opened["dueAt"] = dueAt;

        detail["opened"] = new JsonArray(opened);
        Journal[^1] = last with { Detail = detail.ToJsonString() };
        return this;
    }

    public FakeInstance Completes(TimeSpan queued, TimeSpan ran, string? set = null, object? value = null, string kind = "StepCompleted")
    {
        var startedAt = Now + queued;
        Now = startedAt + ran;
        var patch = set is null ? null : Patch(set, value);
        Write(kind, patch: patch, detail: Attempt(startedAt, ran, closed: true));
        Error = null;
        return this;
    }

    public FakeInstance Fails(TimeSpan queued, TimeSpan ran, WorkflowError error, TimeSpan? retryAfter)
    {
        var startedAt = Now + queued;
        Now = startedAt + ran;
        var detail = Attempt(startedAt, ran, closed: false);
        if (retryAfter is { } delay)
            detail["dueAt"] = Now + delay;

        Error = error;
        Write("StepFailed", detail: detail, error: error);
        if (retryAfter is null)
        {
            Write("WorkflowFaulted", error: error);
            Token = Token! with { State = WorkflowTokenState.Faulted, Since = Now, DueAt = null };
            Status = WorkflowStatus.Faulted;
            return this;
        }

        Token = Token! with { Attempt = Token.Attempt + 1, State = WorkflowTokenState.Backoff, Since = Now, DueAt = Now + retryAfter };
        return this;
    }

    /// <summary>The pending attempt goes out.</summary>
    public FakeInstance Retries()
    {
        Now = Token!.DueAt!.Value;
        Token = Token with { State = WorkflowTokenState.Dispatched, DueAt = null };
        return this;
    }

    public FakeInstance Begins(TimeSpan queued, string worker)
    {
        Now += queued;
        Token = Token! with { StartedAt = Now, Worker = worker };
        return Write("StepStarted", detail: new JsonObject { ["startedAt"] = Now, ["worker"] = worker });
    }

    public FakeInstance Ends(string kind, TimeSpan after, string? set = null, object? value = null)
    {
        Now += after;
        var detail = new JsonObject { ["closed"] = new JsonArray(Token!.Token) };
        if (kind == "EventReceived")
            (detail["eventType"], detail["eventId"]) = (EventType, Guid.NewGuid());

        return Write(kind, patch: set is null ? null : Patch(set, value), detail: detail);
    }

    public FakeInstance Chooses(string node, string branch)
    {
        Token = null;
        Write("BranchChosen", detail: new JsonObject { ["branch"] = branch });
        Journal[^1] = Journal[^1] with { Node = node };
        return this;
    }

    public FakeInstance Finishes(WorkflowStatus status, string? actor = null, string? reason = null)
    {
        var closed = Token is null ? null : new JsonObject { ["closed"] = new JsonArray(Token.Token) };
        Token = null;
        Write($"Workflow{status}", actor, reason, closed, status == WorkflowStatus.Failed ? Error : null);
        Status = status;
        FinishedAt = Now;
        return this;
    }

    public FakeInstance Write(string kind, string? actor = null, string? reason = null, JsonObject? detail = null, WorkflowError? error = null, string? patch = null)
    {
        UpdatedAt = Now;
        Journal.Add(new WorkflowJournalEntry
        {
            Sequence = Journal.Count + 1,
            At = Now,
            Kind = kind,
            Node = Token?.Node,
            Token = Token?.Token,
            Attempt = Token is { Attempt: > 0 } token ? token.Attempt : null,
            Actor = actor,
            Reason = reason,
            Detail = detail?.ToJsonString(),
            Error = error,
            Patch = patch,
        });
        return this;
    }

    public string? StateAt(int sequence)
    {
        if (sequence < 1 || sequence > Journal.Count)
            return null;

        var state = JsonNode.Parse(Initial)!.AsObject();
        foreach (var change in Journal.Take(sequence).Where(entry => entry.Patch is not null).SelectMany(entry => JsonNode.Parse(entry.Patch!)!.AsArray()))
            state[(string)change!["path"]! is var path ? path[1..] : ""] = change["value"]?.DeepClone();

        return state.ToJsonString();
    }

    private string Patch(string member, object? value)
    {
        var state = JsonNode.Parse(State)!.AsObject();
        var op = state.ContainsKey(member) ? "replace" : "add";
        state[member] = JsonSerializer.SerializeToNode(value);
        State = state.ToJsonString();
        return new JsonArray(new JsonObject { ["op"] = op, ["path"] = "/" + member, ["value"] = JsonSerializer.SerializeToNode(value) }).ToJsonString();
    }

    private JsonObject Attempt(DateTimeOffset startedAt, TimeSpan ran, bool closed)
    {
        var detail = new JsonObject { ["startedAt"] = startedAt, ["duration"] = ran.ToString("c"), ["worker"] = "orders-worker-3" };
        if (closed)
            detail["closed"] = new JsonArray(Token!.Token);

        return detail;
    }
}
