using System.Globalization;
using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Instances;

/// <summary>What the address of the list asks for. The same conditions, frozen, are what a bulk operation works on.</summary>
internal sealed record InstancesQuery
{
    public const int DefaultLimit = 50;

    public const string TagPrefix = "tag.";

    public IReadOnlyList<WorkflowStatus> Statuses { get; init; } = [];

    public string? Workflow { get; init; }

    public int? Version { get; init; }

    public string? Key { get; init; }

    public string? Text { get; init; }

    public string? Node { get; init; }

    public string? Event { get; init; }

    public string? Failure { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    /// <summary>Has not changed for that long, as it stood in the address.</summary>
    public string? Stuck { get; init; }

    public bool OldestFirst { get; init; }

    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Cursor of the page.</summary>
    public string? At { get; init; }

    public bool IsFiltered => Values().Any(value => value is { Value: not null, Name: not ("sort" or "limit" or "at") });

    public static InstancesQuery Read(PageQuery query) => new()
    {
        Statuses = [.. query.Words<WorkflowStatus>("status").Union(query.Words<WorkflowStatus>("statuses"))],
        Workflow = query.Text("workflow"),
        Version = query.Number("version"),
        Key = query.Text("key"),
        Text = query.Text("q", "text"),
        Node = query.Text("step", "node"),
        Event = query.Text("event", "waitingFor"),
        Failure = query.Text("failure", "fingerprint"),
        Tags = ReadTags(query),
        From = query.Time("from"),
        To = query.Time("to"),
        Stuck = query.Span("stuck") is null ? null : query.Text("stuck"),
        OldestFirst = query.Text("sort") == "oldest",
        Limit = query.Number("limit") is not { } limit ? DefaultLimit : limit is 25 or 50 or 100 ? limit : query.RejectValue<int>("limit", limit.ToString(CultureInfo.InvariantCulture), "25, 50 or 100") ?? DefaultLimit,
        At = query.Text("at"),
    };

    public WorkflowSearch ToSearch(DateTimeOffset now, DateTimeOffset? cutoff = null) => new()
    {
        Filter = new WorkflowFilter
        {
            Statuses = Statuses,
            Workflow = Workflow,
            Version = Version,
            Key = Key,
            Tags = Tags,
            CreatedFrom = From,
            CreatedBefore = To,
        },
        Text = Text,
        Node = Node,
        WaitingFor = Event,
        Fingerprint = Failure,
        UnchangedSince = now - SpanText.Parse(Stuck),
        Cutoff = cutoff,
        Order = OldestFirst ? WorkflowSearchOrder.OldestFirst : WorkflowSearchOrder.NewestFirst,
    };

    /// <summary>The names and values that make this query again.</summary>
    public IEnumerable<(string Name, string? Value)> Values()
    {
        foreach (var status in Statuses)
            yield return ("status", status.ToString());

        yield return ("workflow", Workflow);
        yield return ("version", Version?.ToString(CultureInfo.InvariantCulture));
        yield return ("key", Key);
        yield return ("q", Text);
        yield return ("step", Node);
        yield return ("event", Event);
        yield return ("failure", Failure);
        foreach (var (name, value) in Tags)
            yield return (TagPrefix + name, value);

        yield return ("from", From is { } from ? Utc.Machine(from) : null);
        yield return ("to", To is { } to ? Utc.Machine(to) : null);
        yield return ("stuck", Stuck);
        yield return ("sort", OldestFirst ? "oldest" : null);
        yield return ("limit", Limit == DefaultLimit ? null : Limit.ToString(CultureInfo.InvariantCulture));
        yield return ("at", At);
    }

    public string ToAddress() => Address.With("instances", Values());

    /// <summary>Each tag under its own name, and those that were typed as name=value on top.</summary>
    private static Dictionary<string, string> ReadTags(PageQuery query)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in query.Names.Where(name => name.StartsWith(TagPrefix, StringComparison.Ordinal) && name.Length > TagPrefix.Length))
        {
            if (query.TextOrEmpty(name) is { } value)
                tags[name[TagPrefix.Length..]] = value;
        }

        foreach (var pair in query.All("tag"))
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                tags[pair[..at].Trim()] = pair[(at + 1)..].Trim();
            else
                query.RejectValue<int>("tag", pair, "name=value");
        }

        return tags;
    }
}
