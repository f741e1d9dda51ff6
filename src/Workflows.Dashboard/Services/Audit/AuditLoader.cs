using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Audit;

/// <summary>Reads the operations of people.</summary>
internal sealed class AuditLoader(Reads reads, Sections sections, TimeProvider time)
{
    private const int PageSize = 50;

    public Task<Section<AuditModel>> LoadAsync(string? queryString, CancellationToken cancellationToken)
    {
        var address = PageQuery.Parse(queryString);
        return ReadAsync(AuditQuery.Read(address), address.Faults, cancellationToken);
    }

    public Task<Section<AuditModel>> OfInstanceAsync(Guid instanceId, string? after, CancellationToken cancellationToken) =>
        ReadAsync(new AuditQuery { InstanceId = instanceId, After = after }, [], cancellationToken);

    private Task<Section<AuditModel>> ReadAsync(AuditQuery query, IReadOnlyList<string> faults, CancellationToken cancellationToken) =>
        sections.ReadAsync("audit", async cancel =>
        {
            var page = await reads.InsightsAsync(insights => insights.ListAuditAsync(query.ToFilter(), query.After, PageSize, cancel));
            return new AuditModel(time.GetUtcNow(), query, faults, page.Items, page.Next);
        }, cancellationToken);
}
