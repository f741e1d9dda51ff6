using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Workflows.Persistence.Model;

namespace Workflows.Tests.Persistence.Model;

/// <summary>What an application says of all its properties does not touch the tables of workflows, which statements of ours read and write.</summary>
public class ConventionTests
{
    private class PlainContext : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql("Host=nowhere");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddWorkflows();
    }

    private sealed class OpinionatedContext : PlainContext
    {
        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
        {
            configurationBuilder.Properties<Guid>().HaveConversion<string>().HaveColumnType("varchar(36)");
            configurationBuilder.Properties<string>().HaveMaxLength(50).AreUnicode(false).AreFixedLength().HaveColumnType("varchar(50)").UseCollation("de_DE");
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<DateTimeOffsetToBinaryConverter>().HavePrecision(3);
            configurationBuilder.Properties<int>().HaveConversion<long>();
            configurationBuilder.Properties<short>().HaveConversion<string>();
            configurationBuilder.Properties<bool>().HaveConversion<string>();
            configurationBuilder.Properties<JsonElement>().HaveColumnType("text");
        }
    }

    [Fact]
    public void The_columns_are_the_same_with_and_without_conventions_of_the_application()
    {
        using var plain = new PlainContext();
        using var opinionated = new OpinionatedContext();

        ColumnsOf(opinionated).ShouldBe(ColumnsOf(plain));
    }

    private static List<string> ColumnsOf(DbContext context) =>
    [
        .. ((Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<IServiceProvider>)context).Instance.GetRequiredService<IDesignTimeModel>().Model.GetEntityTypes()
            .Where(entity => entity.ClrType.Namespace == typeof(InstanceRow).Namespace)
            .SelectMany(entity => entity.GetProperties().Select(property => $"{entity.GetTableName()}.{property.GetColumnName()}: {Describe(property)}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Describe(IProperty property)
    {
        var mapping = property.GetRelationalTypeMapping();
        return $"{property.GetColumnType()} {property.GetCollation()} {mapping.ClrType.Name} {mapping.Converter?.ProviderClrType.Name} {property.GetMaxLength()} {property.GetPrecision()} {property.IsUnicode()} {property.IsFixedLength()} {property.IsNullable}";
    }
}
