using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.Tests.Persistence.Json;

public sealed class StoredFormTests
{
    [Theory]
    [InlineData(typeof(Execution), typeof(StoredExecution))]
    [InlineData(typeof(Token), typeof(StoredToken))]
    public void What_the_engine_keeps_has_a_place_in_the_stored_form(Type record, Type stored) =>
        record.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order()
            .ShouldBe(stored.GetProperties().Select(property => property.Name).Except([nameof(StoredExecution.ErrorBefore), nameof(StoredToken.HasErrorOfInstance)]).Order());

    [Fact]
    public void A_message_to_be_sent_has_a_place_in_the_stored_form_with_all_it_carries() =>
        typeof(StoredOutboxMessage).GetProperties().Select(property => property.Name).Order().ShouldBe(
            typeof(HeldMessage).GetProperties()
                .Concat(typeof(OutboxMessage).GetProperties().Where(property => property.CanWrite && property.Name != nameof(OutboxMessage.Message)))
                .Select(property => property.Name).Order());

    [Fact]
    public void An_execution_with_every_field_set_comes_back()
    {
        var execution = FullInstance.Execution();
        foreach (var property in typeof(Execution).GetProperties().Where(property => property.CanWrite))
            property.GetValue(execution).ShouldNotBe(property.GetValue(Execution.Empty), property.Name);

        JsonSerializer.Serialize(StoredJson.ToExecution(StoredJson.OfExecution(execution))).ShouldBe(JsonSerializer.Serialize(execution));
    }

    [Fact]
    public void A_token_with_every_field_set_comes_back()
    {
        var token = FullInstance.Token();
        var blank = new Token { Id = 0, Node = "a", State = default, Since = default };
        foreach (var property in typeof(Token).GetProperties())
            property.GetValue(token).ShouldNotBe(property.GetValue(blank), property.Name);

        JsonSerializer.Serialize(StoredToken.Of(token, null).ToToken(null)).ShouldBe(JsonSerializer.Serialize(token));
    }

    [Fact]
    public void A_token_stored_before_waits_could_be_for_several_events_has_received_none()
    {
        var token = StoredJson.ToExecution("""{"tokens":[{"id":3,"node":"payment","state":4,"since":"2026-03-01T12:00:00+00:00"}],"lastToken":3}""").Tokens.ShouldHaveSingleItem();

        token.Received.ShouldBeEmpty();
        token.EventTypes.ShouldBeEmpty();
    }

    [Fact]
    public void A_definition_stored_before_it_was_said_how_waits_are_found_says_nothing_of_it()
    {
        var view = StoredJson.ToDefinition("""{"endpoint":"order","nodes":[{"name":"payment","kind":"Wait","eventTypes":["urn:message:Shop:Paid"]}],"edges":[]}""", "order", 1, DateTimeOffset.UnixEpoch);

        view.Nodes.ShouldHaveSingleItem().Correlations.ShouldBeEmpty();
        view.ChangedAt.ShouldBeNull();
    }

    [Fact]
    public void A_message_stored_before_it_was_known_who_sends_it_and_since_when_is_read()
    {
        var held = StoredJson.ToExecution(
            """{"outbox":[{"messageId":"7d4b3b0e-8f0c-4c7c-9b53-0d6c1f1f7a11","destination":"exchange:orders","messageType":"Shop.ParcelBilled, Shop","body":"{}"}]}""").Outbox.ShouldHaveSingleItem();

        held.TakenAt.ShouldBeNull();
        held.Message.ShouldBe(new HeldMessage
        {
            MessageId = new Guid("7d4b3b0e-8f0c-4c7c-9b53-0d6c1f1f7a11"),
            Destination = new Uri("exchange:orders"),
            MessageType = "Shop.ParcelBilled, Shop",
            Body = "{}",
        });
    }

    [Fact]
    public void An_instance_between_two_steps_takes_few_characters()
    {
        var execution = new Execution
        {
            Tokens = [new Token { Id = 3, Node = "bill", State = WorkflowTokenState.Dispatched, Since = Parcels.Noon, Attempt = 1 }],
            LastToken = 3,
            LastEntry = 4,
        };

        StoredJson.OfExecution(execution).ShouldBe(
            """{"tokens":[{"id":3,"node":"bill","state":1,"since":"2026-03-01T12:00:00+00:00","attempt":1}],"lastToken":3,"lastEntry":4}""");
    }

    [Fact]
    public void Nothing_to_keep_is_an_empty_object() =>
        StoredJson.OfExecution(Execution.Empty).ShouldBe("{}");

    [Fact]
    public void An_error_without_base_types_has_an_empty_list() =>
        StoredJson.ToError("""{"type":"A","message":"b"}""")!.BaseTypes.ShouldBeEmpty();
}
