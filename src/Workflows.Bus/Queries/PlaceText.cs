using System.Globalization;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Queries;

/// <summary>The place in a list where a page ended, as text for people's addresses: a time, an id, and sometimes a number.</summary>
internal static class PlaceText
{
    public static string Of(DateTimeOffset at, Guid id) => string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks}.{id:n}");

    public static string Of(FailureCursor place) => string.Create(CultureInfo.InvariantCulture, $"{place.LastAt.UtcTicks}.{place.Fingerprint}");

    public static string Of(WaitCursor place) => string.Create(CultureInfo.InvariantCulture, $"{place.Since.UtcTicks}.{place.InstanceId:n}.{place.Token}");

    public static string Of(AuditCursor place) => string.Create(CultureInfo.InvariantCulture, $"{place.At.UtcTicks}.{place.Id:n}.{place.Sequence}");

    /// <exception cref="WorkflowRefusedException">No place in such a list.</exception>
    public static ListCursor? Parse(string? text) =>
        Parts(text, 2) is not { } parts ? null : Guid.TryParseExact(parts.Others[0], "n", out var id) ? new ListCursor(parts.At, id) : throw Malformed();

    /// <exception cref="WorkflowRefusedException">No place in a list of failures.</exception>
    public static FailureCursor? ParseFailure(string? text) =>
        Parts(text, 2) is { } parts ? new FailureCursor(parts.At, parts.Others[0]) : null;

    /// <exception cref="WorkflowRefusedException">No place in a list of operations.</exception>
    public static AuditCursor? ParseAudit(string? text)
    {
        if (Parts(text, 3) is not { } parts)
            return null;

        return Guid.TryParseExact(parts.Others[0], "n", out var id) && int.TryParse(parts.Others[1], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new AuditCursor(parts.At, id, sequence)
            : throw Malformed();
    }

    /// <exception cref="WorkflowRefusedException">No place in a list of waits.</exception>
    public static WaitCursor? ParseWait(string? text) => ParseAudit(text) is { } place ? new WaitCursor(place.At, place.Id, place.Sequence) : null;

    private static (DateTimeOffset At, string[] Others)? Parts(string? text, int count)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        var parts = text.Split('.');
        return parts.Length == count && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? (new DateTimeOffset(ticks, TimeSpan.Zero), parts[1..])
            : throw Malformed();
    }

    public static WorkflowRefusedException Malformed() =>
        new(WorkflowRefusal.Malformed, "The place of a page must be the 'next' or 'previous' of another page of the same list, unchanged.");
}
