using Workflows.Timers;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>The tables of the alarm are beside the timers, also where the model of the application names no schema.</summary>
public sealed class AlarmPlaceTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("workflows", "", "workflows")]
    [InlineData(null, "", "public")]
    [InlineData(null, ";Search Path=shop", "shop")]
    public async Task It_is_the_schema_of_the_timers(string? schema, string more, string expected)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var shop = ShopStore.In(database.ConnectionString + more, schema);
        await shop.ReadAsync("CREATE SCHEMA shop");
        await shop.CreateTablesAsync();

        (await shop.Get<IAlarmStorage>().FindDatabaseAsync(Canceled)).ShouldNotBeNull().Schema.ShouldBe(expected);

        (await shop.ReadAsync($"SELECT to_regclass('{expected}.timers') IS NOT NULL")).ShouldBe(["True"]);
    }

    [Fact]
    public async Task Without_the_timers_nobody_knows()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var shop = ShopStore.In(database.ConnectionString, null);

        (await Should.ThrowAsync<InvalidOperationException>(() => shop.Get<IAlarmStorage>().FindDatabaseAsync(Canceled).AsTask()))
            .Message.ShouldStartWith("Expected the table of timers \"timers\" in a schema that the search path of the connection names");
    }
}
