using Microsoft.EntityFrameworkCore;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>The conditions of a filter, each in a form that an index serves.</summary>
internal static class InstanceFilter
{
    /// <summary>Comes behind every text that begins the same.</summary>
    private const string LastCharacter = "\U0010FFFF";

    public static IQueryable<InstanceRow> Fitting(this IQueryable<InstanceRow> rows, WorkflowFilter filter)
    {
        if (filter.Statuses.Count > 0)
        {
            var statuses = filter.Statuses.Select(status => (short)status).ToArray();
            rows = rows.Where(row => statuses.Contains(row.Status));
        }

        if (filter.Workflow is { } workflow)
            rows = rows.Where(row => row.Workflow == workflow);

        if (filter.Version is { } version)
            rows = rows.Where(row => row.Version == version);

        if (filter.Tags.Count > 0)
        {
            var tags = StoredJson.OfTags(filter.Tags)!;
            rows = rows.Where(row => EF.Functions.JsonContains(row.Tags!, tags));
        }

        return rows.WithKey(filter.Key).AcceptedWithin(filter);
    }

    /// <summary>Those that come behind a row, newest first.</summary>
    public static IQueryable<InstanceRow> Behind(this IQueryable<InstanceRow> rows, ListCursor? after)
    {
        if (after is not { } last)
            return rows;

        var createdAt = last.CreatedAt.ToUniversalTime();
        return rows.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.InstanceId), ValueTuple.Create(createdAt, last.InstanceId)));
    }

    private static IQueryable<InstanceRow> WithKey(this IQueryable<InstanceRow> rows, string? key)
    {
        if (key is null)
            return rows;

        if (!key.EndsWith('*'))
            return rows.Where(row => row.Key == key);

        var beginning = key[..^1];
        var end = beginning + LastCharacter;
        return rows.Where(row => string.Compare(row.Key, beginning) >= 0 && string.Compare(row.Key, end) < 0);
    }

    private static IQueryable<InstanceRow> AcceptedWithin(this IQueryable<InstanceRow> rows, WorkflowFilter filter)
    {
        if (filter.CreatedFrom?.ToUniversalTime() is { } from)
            rows = rows.Where(row => row.CreatedAt >= from);

        if (filter.CreatedBefore?.ToUniversalTime() is { } before)
            rows = rows.Where(row => row.CreatedAt < before);

        return rows;
    }
}
