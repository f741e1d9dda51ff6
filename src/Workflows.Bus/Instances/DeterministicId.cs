using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>Name-based ids (RFC 9562, version 8 over SHA-256): the same parts give the same id in every process, so a repetition is recognized.</summary>
internal static class DeterministicId
{
    private const int HeaderLength = 24;

    public static Guid OfStart(string workflow, Guid messageId) => Create(messageId, workflow, 0);

    public static Guid OfTimer(Guid instanceId, int number) => Create(instanceId, "timer", number);

    public static Guid OfMessage(Guid instanceId, int token, int attempt, int index) =>
        Create(instanceId, $"message {attempt}", ((long)token << 32) | (uint)index);

    /// <summary>Id of the command of a job to one of its instances.</summary>
    public static Guid OfBulkCommand(Guid jobId, Guid instanceId) => Create(jobId, $"bulk {instanceId:N}", 0);

    /// <summary>Id of the record that a job was aborted. A job is aborted once.</summary>
    public static Guid OfBulkAbort(Guid jobId) => Create(jobId, "abort", 0);

    /// <summary>Id of a row in the quarantine.</summary>
    public static Guid OfQuarantine(WorkflowQuarantineKind kind, Guid subjectId, string? workflow) => Create(subjectId, $"quarantine {workflow}", (long)kind);

    public static Guid Create(Guid scope, string name, long number)
    {
        var length = HeaderLength + Encoding.UTF8.GetByteCount(name);
        var input = length <= 512 ? stackalloc byte[length] : new byte[length];
        scope.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(input[16..], number);
        Encoding.UTF8.GetBytes(name, input[HeaderLength..]);

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
