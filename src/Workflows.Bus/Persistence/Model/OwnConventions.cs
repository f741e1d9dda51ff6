using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Workflows.Persistence.Model;

/// <summary>What an application says of all properties of a type, in <c>ConfigureConventions</c>, is meant for its own: the tables of workflows are read by statements of ours, too.</summary>
internal static class OwnConventions
{
    private static readonly ValueConverter<DateTimeOffset, DateTimeOffset> _utc = new(time => time.ToUniversalTime(), time => time.ToUniversalTime());

    public static ModelBuilder IgnoreConventions(this ModelBuilder modelBuilder)
    {
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => entity.ClrType.Namespace == typeof(OwnConventions).Namespace))
        {
            foreach (var property in entity.GetProperties())
                Reset(property);

            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(index.Name);
        }

        return modelBuilder;
    }

    /// <summary>Name, type and collation of the column are said in full where the row is configured.</summary>
    private static void Reset(IMutableProperty property)
    {
        property.SetProviderClrType(null);
        property.SetValueConverter(property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?) ? _utc : null);
        property.SetValueComparer((Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer?)null);
        if (property.GetCollation() != ColumnTypes.ByteOrder)
            property.SetCollation(null);

        property.SetMaxLength(null);
        property.SetPrecision(null);
        property.SetScale(null);
        property.SetIsUnicode(null);
        property.SetIsFixedLength(null);
        property.SetDefaultValue(null);
        property.SetDefaultValueSql(null);
        property.IsConcurrencyToken = false;
    }
}
