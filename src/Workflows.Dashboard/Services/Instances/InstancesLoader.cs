using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Instances;

/// <summary>Reads the list of instances.</summary>
internal sealed class InstancesLoader(Reads reads, Sections sections, DefinitionCatalog definitions, TimeProvider time)
{
    /// <summary>Where counting by status stops. Counting is what costs most on the page: with a million instances up to a tenth of a second.</summary>
    public const int CountCap = 5_000;

    public async Task<InstancesModel> LoadAsync(string? queryString, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var address = PageQuery.Parse(queryString);
        var query = InstancesQuery.Read(address);
        var page = sections.ReadAsync("instances", cancel => PageAsync(query, now, cancel), cancellationToken);
        var counts = sections.ReadAsync("counts of instances", cancel => CountsAsync(query, now, cancel), cancellationToken);
        var failure = sections.ReadAsync("failure", cancel => reads.FailureAsync(query.Failure, cancel), cancellationToken);
        return new InstancesModel
        {
            At = now,
            Query = query,
            Faults = address.AllFaults(),
            Page = await page,
            Counts = await counts,
            Failure = (await failure).Value,
            Workflows = await definitions.NamesAsync(cancellationToken),
        };
    }

    /// <returns>The instance that a whole id in the search box means, and nothing else can mean; null: there is none, or the text stands elsewhere as well.</returns>
    public async Task<Guid?> FindAsync(PageQuery address, CancellationToken cancellationToken)
    {
        var query = InstancesQuery.Read(address);
        if (!Guid.TryParse(query.Text, out var id) || query != new InstancesQuery { Text = query.Text, Statuses = query.Statuses, Tags = query.Tags } || query.Statuses.Count + query.Tags.Count > 0)
            return null;

        var found = await sections.ReadAsync("an id", cancel => reads.InstancesAsync(instances => instances.SearchAsync(query.ToSearch(time.GetUtcNow()), null, 2, cancel)), cancellationToken);
        return found.Value?.Items is [var only] && only.InstanceId == id ? id : null;
    }

    private async Task<InstancesSlice> PageAsync(InstancesQuery query, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var slice = await reads.InstancesAsync(instances => instances.SearchAsync(query.ToSearch(now), query.At, query.Limit, cancellationToken));
        return new InstancesSlice(
            [.. slice.Items.Select(line => InstanceLine.Of(line, now))],
            slice.Previous is { } previous ? (query with { At = previous }).ToAddress() : null,
            slice.Next is { } next ? (query with { At = next }).ToAddress() : null);
    }

    private Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountsAsync(InstancesQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        reads.InstancesAsync(instances => instances.CountByStatusAsync(query.ToSearch(now), CountCap, cancellationToken));
}
