using System.Text.Json;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>The rows of an earlier release are, migrated, what the same instances leave in new tables.</summary>
public sealed class EarlierLayoutTests(EarlierLayout earlier, TestSchema today) : IClassFixture<EarlierLayout>, IClassFixture<TestSchema>
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_instance_is_read_as_it_was()
    {
        Guid[] ids = [.. Errands.Places.Keys.Select(Errands.IdOf)];

        var read = await earlier.Store.LoadAsync(ids, Canceled);

        TextOf(read).ShouldBe(TextOf(Errands.Places.Keys.Select(Errands.OfLayoutBefore)));
    }

    [Theory]
    [InlineData("journal", "instance_id, sequence")]
    [InlineData("timers", "timer_id")]
    [InlineData("tokens", "instance_id, token")]
    [InlineData("subscriptions", "instance_id, wait, event_type")]
    public async Task Every_row_is_as_it_would_be_stored_today(string table, string order)
    {
        await StoreTodayAsync();

        var migrated = await RowsAsync(earlier.Name, table, order);

        migrated.Count.ShouldBeGreaterThan(10);
        var expected = await RowsAsync(today.Name, table, order);
        (migrated.Except(expected).FirstOrDefault(), expected.Except(migrated).FirstOrDefault()).ShouldBe((null, null));
    }

    private async Task StoreTodayAsync()
    {
        await today.EmptyStoreAsync();
        foreach (var transition in Errands.Places.Values.SelectMany(transitions => transitions))
            (await today.Store.CommitAsync([transition], Canceled)).ShouldHaveSingleItem().ShouldBe(CommitOutcome.Committed);

        // Rows of timers that went off are deleted by whoever sent them.
        foreach (var schema in new[] { earlier.Name, today.Name })
            await TestSchema.ExecuteAsync($"DELETE FROM {schema}.timers AS t USING {schema}.instances AS i WHERE i.instance_id = t.instance_id AND position(t.timer_id::text IN i.execution::text) = 0");
    }

    private static Task<IReadOnlyList<string>> RowsAsync(string schema, string table, string order) =>
        TestSchema.ReadAsync($"SELECT row_to_json(t)::jsonb FROM {schema}.{table} AS t ORDER BY {order}");

    private static string TextOf<T>(T value) => JsonSerializer.Serialize(value, _readable);

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true };
}
