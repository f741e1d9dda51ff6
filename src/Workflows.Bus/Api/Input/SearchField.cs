using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;

namespace Workflows.Api.Input;

/// <summary>Which instances are meant, in a body. Every condition that is set must hold.</summary>
internal sealed class SearchField(string name, string description) : InputField<WorkflowSearch>(name, description)
{
    private const int MaxText = 500;

    private static readonly ListField<WorkflowStatus> _statuses = new(
        new StatusField("statuses", "A status.") { Example = "Faulted" }, "statuses", "Any of these statuses. Default: all.", 20)
    { Example = new JsonArray("Faulted") };

    private static readonly TextField _workflow = Text("workflow", "Name of the workflow.", "Onboarding");
    private static readonly IntegerField _version = new("version", "Version of the definition.", 0, int.MaxValue) { Example = 1 };
    private static readonly TextField _key = Text("key", "Business key: the whole key, or its beginning when it ends in *.", "user-*");
    private static readonly TagsField _tags = new("tags", "Tags that it must carry.") { Example = new JsonObject { ["tenant"] = "acme" } };
    private static readonly TimeField _from = Time("from", "Accepted at or after this.");
    private static readonly TimeField _to = Time("to", "Accepted before this.");
    private static readonly TextField _text = Text("text", "The id or its beginning, the beginning of the key, the value of a tag or name=value, or words that all occur in the last error.", "timeout");
    private static readonly TextField _node = Text("node", "Name of the node that a branch stands at.", "SendWelcome");
    private static readonly TextField _waitingFor = Text("waitingFor", "Event type that a branch waits for: its URN on the bus, or its full name with namespace.", "urn:message:Shop:UserConfirmed");
    private static readonly TextField _fingerprint = Text("fingerprint", "Fingerprint of the failure that it stands open with.", "3f2a9c01d4e5b677");
    private static readonly TimeField _unchangedSince = Time("unchangedSince", "Has not ended, and has not changed since.");
    private static readonly TimeField _cutoff = Time("cutoff", "As they were then: accepted at or before it and, where Faulted, not changed after it. Default: now.");

    private static readonly BodyShape _shape = new(
        "Search", _statuses, _workflow, _version, _key, _tags, _from, _to, _text, _node, _waitingFor, _fingerprint, _unchangedSince, _cutoff);

    public override JsonObject Schema => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(_shape.Fields.Select(Describe)),
        ["additionalProperties"] = false,
    };

    public override object Read(string text) => throw Expected("in the body", "in the path or the query");

    public override object Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Expected("an object", InputText.KindOf(element));

        var read = _shape.Read(element);
        return new WorkflowSearch
        {
            Filter = new WorkflowFilter
            {
                Statuses = read.Find(_statuses) ?? [],
                Workflow = read.Find(_workflow),
                Version = read.FindValue(_version),
                Key = read.Find(_key),
                Tags = read.Find(_tags) ?? new Dictionary<string, string>(),
                CreatedFrom = read.FindValue(_from),
                CreatedBefore = read.FindValue(_to),
            },
            Text = read.Find(_text),
            Node = read.Find(_node),
            WaitingFor = read.Find(_waitingFor),
            Fingerprint = read.Find(_fingerprint),
            UnchangedSince = read.FindValue(_unchangedSince),
            Cutoff = read.FindValue(_cutoff),
        };
    }

    private static KeyValuePair<string, JsonNode?> Describe(InputField condition)
    {
        var schema = condition.Schema;
        schema["description"] = condition.Description;
        return KeyValuePair.Create(condition.Name, (JsonNode?)schema);
    }

    private static TextField Text(string name, string description, string example) => new(name, description, MaxText) { Example = example };

    private static TimeField Time(string name, string description) => new(name, description) { Example = "2026-05-01T00:00:00Z" };
}
