using FsCheck;
using FsCheck.Fluent;

namespace Workflows.Tests.Engine.Properties;

/// <summary>The choices that make a definition, and those that make what happens to an instance of it.</summary>
public sealed record RandomCase(byte[] Definition, byte[] Happenings)
{
    public override string ToString() => $"new RandomCase([{string.Join(", ", Definition)}], [{string.Join(", ", Happenings)}])";

    public static Arbitrary<RandomCase> Arbitrary => Arb.From(
        Gen.Sized(size =>
            from definition in BytesOf(size / 2)
            from happenings in BytesOf(size * 2)
            select new RandomCase(definition, happenings)),
        Smaller);

    private static Gen<byte[]> BytesOf(int length) => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length);

    private static IEnumerable<RandomCase> Smaller(RandomCase value) =>
        Smaller(value.Happenings).Select(happenings => value with { Happenings = happenings })
            .Concat(Smaller(value.Definition).Select(definition => value with { Definition = definition }));

    /// <summary>First without large parts, then without small ones, then with smaller values.</summary>
    private static IEnumerable<byte[]> Smaller(byte[] bytes)
    {
        for (var length = bytes.Length; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= bytes.Length; start += length)
                yield return [.. bytes[..start], .. bytes[(start + length)..]];
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            foreach (var smaller in new[] { 0, bytes[i] / 2, bytes[i] - 1 }.Where(smaller => smaller >= 0 && smaller < bytes[i]).Distinct())
                yield return [.. bytes[..i], (byte)smaller, .. bytes[(i + 1)..]];
        }
    }
}
