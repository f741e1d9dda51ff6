namespace Workflows.Persistence.Model;

/// <summary>Which store this is. There is one row; it goes with the data wherever they are moved.</summary>
internal sealed class StoreIdentityRow
{
    /// <summary>That of the one row.</summary>
    public const short OnlyId = 1;

    public short Id { get; set; }

    public string Value { get; set; } = "";
}
