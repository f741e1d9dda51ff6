using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Persistence.Conformance;

/// <summary>Every condition of a filter holds for what is listed.</summary>
public abstract class FilterConformance : StoreConformance
{
    private static readonly Dictionary<string, WorkflowFilter> _filters = new()
    {
        ["everything"] = new(),
        ["one status"] = new() { Statuses = [WorkflowStatus.Running] },
        ["several statuses"] = new() { Statuses = [WorkflowStatus.Canceled, WorkflowStatus.Waiting] },
        ["a workflow"] = new() { Workflow = "Other" },
        ["a version"] = new() { Version = 4 },
        ["a key"] = new() { Key = "ord-2" },
        ["the beginning of a key"] = new() { Key = "ord-*" },
        ["the beginning of a key with signs that mean something elsewhere"] = new() { Key = "o%d_*" },
        ["any key"] = new() { Key = "*" },
        ["a key in other letters"] = new() { Key = "ORD-2" },
        ["a key that cannot be stored"] = new() { Key = "a\0*" },
        ["a tag that cannot be stored"] = new() { Tags = new Dictionary<string, string> { ["tenant"] = "\ud800" } },
        ["a tag"] = new() { Tags = new Dictionary<string, string> { ["tenant"] = "a" } },
        ["two tags"] = new() { Tags = new Dictionary<string, string> { ["tenant"] = "a", ["size"] = "\"XL\"" } },
        ["accepted from"] = new() { CreatedFrom = Noon.AddMinutes(2) },
        ["accepted before"] = new() { CreatedBefore = Noon.AddMinutes(2) },
        ["all at once"] = new() { Statuses = [WorkflowStatus.Running], Workflow = "Parcel", Version = 3, Key = "ord*", CreatedFrom = Noon, CreatedBefore = Noon.AddHours(1), Tags = new Dictionary<string, string> { ["tenant"] = "a" } },
        ["nothing fits"] = new() { Workflow = "Nobody" },
    };

    private static readonly Dictionary<string, string> _expected = new()
    {
        ["everything"] = "ord-1 ord-2 o%d_3 (none) order-5",
        ["one status"] = "ord-1 ord-2 (none)",
        ["several statuses"] = "o%d_3 order-5",
        ["a workflow"] = "(none)",
        ["a version"] = "(none)",
        ["a key"] = "ord-2",
        ["the beginning of a key"] = "ord-1 ord-2",
        ["the beginning of a key with signs that mean something elsewhere"] = "o%d_3",
        ["any key"] = "ord-1 ord-2 o%d_3 order-5",
        ["a key in other letters"] = "",
        ["a key that cannot be stored"] = "",
        ["a tag that cannot be stored"] = "",
        ["a tag"] = "ord-1 ord-2",
        ["two tags"] = "ord-2",
        ["accepted from"] = "o%d_3 (none) order-5",
        ["accepted before"] = "ord-1 ord-2",
        ["all at once"] = "ord-1 ord-2",
        ["nothing fits"] = "",
    };

    public static TheoryData<string> Filters => [.. _filters.Keys];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task It_lists_what_fits(string filter)
    {
        await CommittedAsync(Started("ord-1", 0, ("tenant", "a")));
        await CommittedAsync(Started("ord-2", 1, ("tenant", "a"), ("size", "\"XL\"")));
        var third = Started("o%d_3", 2, ("tenant", "b"));
        await CommittedAsync(third, third.Canceled());
        var fourth = Started("x", 3);
        await CommittedAsync(fourth with { Instance = fourth.Instance with { Key = null, Workflow = "Other", Version = 4 } });
        var fifth = Started("order-5", 4);
        await CommittedAsync(fifth, fifth.Picked());

        var listed = await Store.ListAsync(_filters[filter], null, 100, Canceled);

        string.Join(' ', listed.Reverse().Select(line => line.Key ?? "(none)")).ShouldBe(_expected[filter]);
    }

    private static Transition Started(string key, int minute, params (string Name, string Value)[] tags) =>
        Parcels.Start(key, at: Noon.AddMinutes(minute), tags: tags.ToDictionary(tag => tag.Name, tag => tag.Value));
}
