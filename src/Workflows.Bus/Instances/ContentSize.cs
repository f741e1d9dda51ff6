using System.Globalization;
using System.Text;

namespace Workflows.Instances;

/// <summary>What a text that is stored and sent may come to, in bytes of UTF-8.</summary>
/// <param name="Most">The limit.</param>
/// <param name="Setting">Name of the option that sets it.</param>
internal sealed record ContentSize(int Most, string Setting)
{
    public static readonly ContentSize Unlimited = new(int.MaxValue, "");

    /// <exception cref="UnstorableException">It is larger.</exception>
    public void Check(string text, string what)
    {
        // No character takes more than three bytes.
        if (text.Length <= Most / 3 || Encoding.UTF8.GetByteCount(text) is var size && size <= Most)
            return;

        throw new UnstorableException(string.Create(CultureInfo.InvariantCulture,
            $"{what} is {size:N0} bytes as JSON, but the limit is {Most:N0} ({Setting}). Keep large content elsewhere, such as a file store, and its address here; or raise the limit, which must stay below what the broker takes."));
    }
}
