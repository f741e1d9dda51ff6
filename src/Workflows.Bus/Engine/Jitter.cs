namespace Workflows.Engine;

/// <summary>A number from 0 to 1 that is always the same for the same attempt: random between instances, repeatable in a replay.</summary>
internal static class Jitter
{
    public static double Of(Guid instanceId, int token, int attempt)
    {
        Span<byte> bytes = stackalloc byte[16];
        instanceId.TryWriteBytes(bytes);
        var value = BitConverter.ToUInt64(bytes) ^ BitConverter.ToUInt64(bytes[8..]) ^ ((ulong)(uint)token << 32) ^ (uint)attempt;

        // The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        value ^= value >> 31;
        return (value >> 11) * (1.0 / (1UL << 53));
    }
}
