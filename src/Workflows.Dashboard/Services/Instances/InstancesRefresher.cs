using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Instances;

/// <summary>Brings a list that somebody reads up to date without moving its rows: each row stays where it is and says what has become of it, and newer ones are only counted.</summary>
internal sealed class InstancesRefresher(Reads reads, Sections sections, InstancesLoader loader, TimeProvider time)
{
    /// <summary>Newer rows are counted up to a page of them.</summary>
    public const int NewerCap = 50;

    public async Task<InstancesModel> RefreshAsync(InstancesModel shown, CancellationToken cancellationToken)
    {
        if (shown.Page.Value is not { } page)
            return await loader.LoadAsync(new Uri("http://list/" + shown.Query.ToAddress()).Query, cancellationToken);

        var now = time.GetUtcNow();
        var lines = sections.ReadAsync("instances", cancel => LinesAsync(page, now, cancel), cancellationToken);
        var counts = sections.ReadAsync("counts of instances", cancel => reads.InstancesAsync(instances => instances.CountByStatusAsync(shown.Query.ToSearch(now), InstancesLoader.CountCap, cancel)), cancellationToken);
        var read = await lines;
        return shown with
        {
            At = read.Error is null ? now : shown.At,
            Page = new Section<InstancesSlice>(page with { Lines = read.Value ?? page.Lines }, read.Error),
            Counts = await counts,
        };
    }

    /// <summary>
    /// The newest on top of those that are shown: none of these goes, because something may be ticked in it. Where more are new than a page has, there would be a
    /// gap between them, and the list begins anew.
    /// </summary>
    public async Task<InstancesModel> WithNewerAsync(InstancesModel shown, string? queryString, CancellationToken cancellationToken)
    {
        var fresh = await loader.LoadAsync(queryString, cancellationToken);
        if (fresh.Page.Value is not { } top || shown.Page.Value is not { } page || !top.Lines.Any(line => page.Lines.Any(known => known.Instance.InstanceId == line.Instance.InstanceId)))
            return fresh;

        var known = top.Lines.Select(line => line.Instance.InstanceId).ToHashSet();
        return fresh with { Page = new Section<InstancesSlice>(top with { Lines = [.. top.Lines, .. page.Lines.Where(line => !known.Contains(line.Instance.InstanceId))], Older = page.Older ?? (page.Lines.Count > 0 ? null : top.Older) }) };
    }

    /// <summary>How many match that are newer than everything shown; capped. Only the first page of newest first can have any.</summary>
    public async Task<int> CountNewerAsync(InstancesModel shown, CancellationToken cancellationToken)
    {
        if (shown.Query is { At: not null } or { OldestFirst: true } || shown.Page.Value is not { } page)
            return 0;

        var search = shown.Query.ToSearch(time.GetUtcNow());
        var known = page.Lines.Select(line => line.Instance.InstanceId).ToHashSet();
        var newest = page.Lines.Count > 0 ? page.Lines[0].Instance.CreatedAt : DateTimeOffset.MinValue;
        var read = await sections.ReadAsync("newer instances", cancel => reads.InstancesAsync(instances => instances.SearchAsync(search, null, NewerCap, cancel)), cancellationToken);
        return read.Value?.Items.Count(line => !known.Contains(line.InstanceId) && line.CreatedAt >= newest) ?? 0;
    }

    private async Task<IReadOnlyList<InstanceLine>> LinesAsync(InstancesSlice page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (page.Lines.Count == 0)
            return page.Lines;

        var ids = page.Lines.Select(line => line.Instance.InstanceId).ToArray();
        var found = await reads.InstancesAsync(instances => instances.FindAsync(ids, cancellationToken));
        var byId = found.ToDictionary(line => line.InstanceId);
        return [.. page.Lines.Select(line => byId.TryGetValue(line.Instance.InstanceId, out var fresh) ? InstanceLine.Of(fresh, now) : line with { IsGone = true })];
    }
}
