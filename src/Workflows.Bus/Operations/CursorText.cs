using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Operations;

/// <summary>The place in a list where a page ended, as opaque text.</summary>
internal static class CursorText
{
    public static string Of(WorkflowSummary row) => Of(row.CreatedAt, row.InstanceId);

    public static string Of(DateTimeOffset createdAt, Guid id)
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, createdAt.UtcTicks);
        id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="WorkflowRefusedException">No cursor of ours.</exception>
    public static ListCursor? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;

        Span<byte> bytes = stackalloc byte[24];
        if (text.Length != 32 || Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done || length != 24)
            throw Malformed();

        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (ticks < DateTimeOffset.MinValue.Ticks || ticks > DateTimeOffset.MaxValue.Ticks)
            throw Malformed();

        return new ListCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..], bigEndian: true));
    }

    private static WorkflowRefusedException Malformed() =>
        new(WorkflowRefusal.Malformed, "'after' must be the 'next' of the page before, unchanged.");
}
