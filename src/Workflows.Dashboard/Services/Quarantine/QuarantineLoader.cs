using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Quarantine;

/// <summary>Reads the rows of the store that are left alone.</summary>
internal sealed class QuarantineLoader(Reads reads, Sections sections, TimeProvider time)
{
    public async Task<QuarantineModel> ListAsync(PageQuery query, CancellationToken cancellationToken)
    {
        var after = query.Text("after");
        var rows = await sections.ReadAsync("quarantine", cancel => reads.QuarantineAsync(quarantine => quarantine.ListAsync(after: after, cancellationToken: cancel)), cancellationToken);
        return new QuarantineModel(time.GetUtcNow(), after, query.AllFaults(), rows);
    }

    /// <returns>The row, without its content for those who may not see it; null: there is none, or not any more.</returns>
    public async Task<QuarantinedRowModel?> RowAsync(Guid id, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await reads.QuarantineAsync(quarantine => quarantine.GetAsync(id, cancellationToken)) is not { } row)
            return null;

        return new QuarantinedRowModel(time.GetUtcNow(), viewer.CanSeePayloads ? row : row with { Content = null }, IsHidden: !viewer.CanSeePayloads && row.Content is not null, viewer.WhyNotOperate);
    }
}
