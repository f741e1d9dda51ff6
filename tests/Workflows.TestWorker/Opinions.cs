using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Workflows.TestWorker;

/// <summary>What an application may say of everything in its context, with its own tables in mind.</summary>
internal static class Opinions
{
    /// <summary>In <c>ConfigureConventions</c>.</summary>
    public static void Configure(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Guid>().HaveConversion<string>().HaveMaxLength(36);
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcDateTimes>().HaveColumnType("timestamp without time zone");
        conventions.Properties<string>().HaveMaxLength(40).UseCollation("und-x-icu");
        conventions.Properties<Enum>().HaveConversion<string>();
        conventions.Properties<decimal>().HavePrecision(12, 2);
        conventions.Properties<int>().HaveConversion<long>();
        conventions.Properties<bool>().HaveConversion<string>();
    }

    /// <summary>In <c>OnModelCreating</c>, behind all tables: rows that are hidden from whoever does not ask for them.</summary>
    public static void HideAll(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            var row = Expression.Parameter(entity.ClrType);
            entity.SetQueryFilter(Expression.Lambda(Expression.Constant(false), row));
        }
    }

    private sealed class UtcDateTimes() : ValueConverter<DateTimeOffset, DateTime>(
        time => DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified),
        time => new DateTimeOffset(time, TimeSpan.Zero));
}
