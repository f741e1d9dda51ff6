using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Workflows.Persistence.Model;

/// <summary>
/// Says type and name of every column in full: conventions of the context that the rows are put into (naming, lengths) do not change them.
/// </summary>
internal static class ColumnTypes
{
    public const string ByteOrder = "C";

    public static PropertyBuilder<T> Column<T>(this PropertyBuilder<T> property, string name, string type) =>
        property.HasColumnName(name).HasColumnType(type);

    public static PropertyBuilder<T> Uuid<T>(this PropertyBuilder<T> property, string name) => property.Column(name, "uuid").ValueGeneratedNever();

    public static PropertyBuilder<T> Text<T>(this PropertyBuilder<T> property, string name) => property.Column(name, "text");

    /// <summary>Names and keys that are compared: byte by byte, the same in every database, and fit for search by beginning.</summary>
    public static PropertyBuilder<T> Name<T>(this PropertyBuilder<T> property, string name) => property.Text(name).UseCollation(ByteOrder);

    /// <summary>JSON text that comes back letter by letter.</summary>
    public static PropertyBuilder<T> Json<T>(this PropertyBuilder<T> property, string name) => property.Column(name, "json");

    public static PropertyBuilder<T> Time<T>(this PropertyBuilder<T> property, string name) => property.Column(name, "timestamp with time zone");

    public static PropertyBuilder<T> Number<T>(this PropertyBuilder<T> property, string name, string type = "integer") =>
        property.Column(name, type).ValueGeneratedNever();
}
