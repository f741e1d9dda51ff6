using System.Text;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Tests.Conventions;

/// <summary>
/// Other services, and messages that are under way while a new version is deployed, rely on the name and the JSON of every message.
/// </summary>
public class WireMessageTests
{
    private static readonly JsonSerializerOptions _options = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = true };

    [Fact]
    public void Names_and_JSON_of_the_messages_are_as_approved()
    {
        var text = new StringBuilder();
        foreach (var message in WireSamples.All.OrderBy(message => message.GetType().Name, StringComparer.Ordinal))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{MessageUrn.ForTypeString(message.GetType())}\n{JsonSerializer.Serialize(message, message.GetType(), _options)}\n\n");

        Approved.Check("WireMessages", text.ToString());
    }

    [Fact]
    public void Every_message_that_is_consumed_has_a_sample()
    {
        var consumed = typeof(Workflow).Assembly.GetTypes()
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(type => type.GetGenericArguments()[0]);
        var operations = typeof(IWorkflowOperation).Assembly.GetTypes().Where(type => type.IsClass && typeof(IWorkflowOperation).IsAssignableFrom(type));
        consumed.Concat(operations).Where(type => type.Namespace == typeof(IWorkflowOperation).Namespace).Distinct()
            .Except(WireSamples.All.Select(message => message.GetType()))
            .ShouldBeEmpty("Each message needs a sample in WireSamples.cs.");
    }

    [Fact]
    public void Every_message_comes_back_as_it_was_sent()
    {
        foreach (var message in WireSamples.All)
        {
            var text = JsonSerializer.Serialize(message, message.GetType(), _options);
            JsonSerializer.Serialize(JsonSerializer.Deserialize(text, message.GetType(), _options), message.GetType(), _options).ShouldBe(text);
        }
    }
}
