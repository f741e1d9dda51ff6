using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Audit;

/// <summary>Reads the operations of people.</summary>
internal sealed class AuditLoader(Reads reads, Sections sections, TimeProvider time)
{
    private const int PageSize = 50;

    public Task<Section<AuditModel>> LoadAsync(string? queryString, CancellationToken cancellationToken)
    {
        var address = PageQuery.Parse(queryString);
        return ReadAsync(AuditQuery.Read(address), address, cancellationToken);
    }

    public Task<Section<AuditModel>> OfInstanceAsync(Guid instanceId, string? after, CancellationToken cancellationToken) =>
        ReadAsync(new AuditQuery { InstanceId = instanceId, After = after }, PageQuery.Parse(null), cancellationToken);

    private Task<Section<AuditModel>> ReadAsync(AuditQuery query, PageQuery address, CancellationToken cancellationToken) =>
        sections.ReadAsync("audit", async cancel =>
        {
            var asked = query.InstanceText is { } text ? query with { InstanceId = await InstanceOfAsync(text, address, cancel) } : query;
            var page = await reads.InsightsAsync(insights => insights.ListAuditAsync(asked.ToFilter(), asked.After, PageSize, cancel));
            return new AuditModel(time.GetUtcNow(), asked, address.AllFaults(), page.Items, page.Next);
        }, cancellationToken);

    /// <summary>
    /// An instance goes by its id or by its key, and a key may look like an id. What is recorded outlives the instance: an id that nobody has is asked for all the same.
    /// </summary>
    private async Task<Guid> InstanceOfAsync(string text, PageQuery address, CancellationToken cancellationToken)
    {
        var isId = Guid.TryParse(text, out var id);
        if (isId && (await reads.InstancesAsync(instances => instances.FindAsync([id], cancellationToken))).Count > 0)
            return id;

        var search = new WorkflowSearch { Filter = new WorkflowFilter { Key = text } };
        var found = text.EndsWith('*') ? [] : (await reads.InstancesAsync(instances => instances.SearchAsync(search, null, 2, cancellationToken))).Items;
        if (found.Count > 1)
            address.Faults.Add($"Several instances have the key '{Shown.Line(text, 60)}': the operations are those of the newest.");
        else if (found.Count == 0 && !isId)
            address.Faults.Add($"No instance has the id or the key '{Shown.Line(text, 60)}'.");

        return found.Count > 0 ? found[0].InstanceId : id;
    }
}
