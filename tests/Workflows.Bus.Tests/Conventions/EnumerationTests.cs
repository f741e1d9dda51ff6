using System.Text.Json;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Tests.Conventions;

/// <summary>Whoever serializes what the client returns finds words; on the wire and in the store there are numbers, as ever.</summary>
public class EnumerationTests
{
    private static readonly WorkflowStartAccepted _accepted = new(Guid.Empty, StartOutcome.AlreadyStarted);

    public static TheoryData<Type> Enumerations => [.. typeof(WorkflowStatus).Assembly.GetExportedTypes().Where(type => type.IsEnum)];

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void An_application_writes_words_and_reads_words_and_numbers(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var word = JsonSerializer.Serialize(value, type);
            word.ShouldBe($"\"{value}\"");
            JsonSerializer.Deserialize(word, type).ShouldBe(value);
            JsonSerializer.Deserialize(Convert.ToInt32(value, null).ToString((IFormatProvider?)null), type).ShouldBe(value);
        }
    }

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void A_bus_writes_numbers_and_reads_both(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var number = JsonSerializer.Serialize(value, type, SystemTextJsonMessageSerializer.Options);
            number.ShouldBe(Convert.ToInt32(value, null).ToString((IFormatProvider?)null));
            JsonSerializer.Deserialize(number, type, SystemTextJsonMessageSerializer.Options).ShouldBe(value);
            JsonSerializer.Deserialize($"\"{value}\"", type, SystemTextJsonMessageSerializer.Options).ShouldBe(value);
        }
    }

    [Fact]
    public void An_answer_says_in_a_word_what_came_of_a_start() =>
        JsonSerializer.Serialize(_accepted, JsonSerializerOptions.Web).ShouldBe("""{"instanceId":"00000000-0000-0000-0000-000000000000","outcome":"AlreadyStarted"}""");

    [Fact]
    public void A_journal_says_in_a_word_how_a_token_stands()
    {
        var view = JournalViews.Of(new JournalEntry
        {
            Sequence = 1,
            At = DateTimeOffset.UnixEpoch,
            Kind = EntryKind.StepStarted,
            Detail = new EntryDetail { Opened = [new OpenedToken(1, "a", WorkflowTokenState.Dispatched), new OpenedToken(2, "é", WorkflowTokenState.Scheduled)] },
        });

        using var detail = JsonDocument.Parse(view.Detail.ShouldNotBeNull());
        detail.RootElement.GetProperty("opened").EnumerateArray().Select(token => token.GetProperty("state").GetString()).ShouldBe(["Dispatched", "Scheduled"]);
        view.Detail.ShouldContain("é");
        JournalViews.InWords("""{"branch":"then"}""").ShouldBe("""{"branch":"then"}""");
    }
}
