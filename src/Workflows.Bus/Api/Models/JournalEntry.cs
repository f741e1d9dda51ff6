using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>One entry of the audit trail.</summary>
[Description("One record of the audit trail: a fact, with its time and, where a person acted, who and why.")]
internal sealed record JournalEntry
{
    public JournalEntry(WorkflowJournalEntry entry)
    {
        Sequence = entry.Sequence;
        At = entry.At;
        Kind = entry.Kind;
        Node = entry.Node;
        Place = entry.Place;
        Token = entry.Token;
        Attempt = entry.Attempt;
        Actor = entry.Actor;
        Reason = entry.Reason;
        Detail = DetailOf(entry.Detail);
        Error = Error.Of(entry.Error);
        Patch = ApiJson.Embed(entry.Patch);
    }

    [Description("Number in the journal of its instance, from 1, without gaps.")]
    public int Sequence { get; }

    [Description("When it happened.")]
    public DateTimeOffset At { get; }

    [Description("What happened, in the past tense: StepCompleted, WorkflowPaused.")]
    public string Kind { get; }

    [Description("The node it happened at.")]
    public string? Node { get; }

    [Description("The node in its scopes, such as lines[3]/reserve; the name of the node, where it is in none.")]
    public string? Place { get; }

    [Description("The token it happened to.")]
    public int? Token { get; }

    [Description("Number of the attempt, from 1, for what happened to a step.")]
    public int? Attempt { get; }

    [Description("Who acted; absent: the engine.")]
    public string? Actor { get; }

    [Description("Why.")]
    public string? Reason { get; }

    [Description("More about it: times, durations, message ids, the branch that was taken, the nodes it opened.")]
    public JsonElement? Detail { get; }

    [Description("The error, for what failed.")]
    public Error? Error { get; }

    [Description("What it changed in the state: a JSON Patch (RFC 6902).")]
    public JsonElement? Patch { get; }

    /// <summary>The starting state stands in the detail as text: here it is the JSON that it is.</summary>
    private static JsonElement? DetailOf(string? detail)
    {
        if (ApiJson.Embed(detail) is not { ValueKind: JsonValueKind.Object } element || !element.TryGetProperty("state", out var state) || state.ValueKind != JsonValueKind.String)
            return ApiJson.Embed(detail);

        var members = JsonObject.Create(element)!;
        members["state"] = JsonSerializer.SerializeToNode(ApiJson.Embed(state.GetString()), ApiJson.Options);
        return JsonSerializer.SerializeToElement(members, ApiJson.Options);
    }
}
