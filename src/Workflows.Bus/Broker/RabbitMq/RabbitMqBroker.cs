using System.Text;
using MassTransit;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <param name="limit">What size it takes.</param>
/// <param name="connection">Where it is asked.</param>
/// <param name="reset">Gives connections up. Null: the repair is switched off.</param>
internal sealed class RabbitMqBroker(BrokerLimit limit, BrokerConnection connection, BrokerReset? reset = null) : IBroker
{
    public void Suspect(Exception exception) => reset?.Suspect(exception);

    public Task CheckSizeAsync(int size, string what, CancellationToken cancellationToken) => limit.CheckAsync(size, what, cancellationToken);

    public void ForgetSizes() => limit.Forget();

    public Task<bool> IsTakingAsync() => limit.IsTakingAsync();

    public void AskForAnswer(SendContext request, Uri bus) => DirectAnswers.Ask(request, bus);

    public async Task<string?> ClusterAsync()
    {
        string? name = null;
        try
        {
            await connection.TryUseAsync(open =>
            {
                if (open.ServerProperties is { } said && said.TryGetValue("cluster_name", out var value))
                    name = value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), _ => value?.ToString() };

                return Task.CompletedTask;
            });
        }
        catch (Exception)
        {
            // It is away: whoever asks, asks again.
            return null;
        }

        return name;
    }
}
