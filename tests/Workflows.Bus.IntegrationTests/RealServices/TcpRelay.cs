using System.Net;
using System.Net.Sockets;
using Workflows.Tests.Shared;

namespace Workflows.IntegrationTests.RealServices;

/// <summary>An address of a service that one test can take off and put on the network, without touching the service that others use.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly IPEndPoint _target;
    private CancellationTokenSource? _open;
    private Task _running = Task.CompletedTask;

    public TcpRelay(string host, int port)
    {
        _target = new IPEndPoint(IPAddress.Parse(host), port);
        Port = FreePort.Find();
    }

    public int Port { get; }

    /// <summary>Connections stay, and nothing comes through.</summary>
    public bool IsSilent { get; set; }

    public void Open()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _open = new CancellationTokenSource();
        _running = AcceptAsync(listener, _open.Token);
    }

    /// <summary>Refuses connections and cuts those that exist.</summary>
    public async Task CloseAsync()
    {
        if (_open is null)
            return;

        await _open.CancelAsync();
        await _running;
        _open.Dispose();
        _open = null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AcceptAsync(TcpListener listener, CancellationToken closing)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await listener.AcceptTcpClientAsync(closing), closing));
        }
        catch (OperationCanceledException)
        {
            listener.Dispose();
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient near, CancellationToken closing)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(_target, closing);
                await Task.WhenAny(CopyAsync(near.GetStream(), far.GetStream(), closing), CopyAsync(far.GetStream(), near.GetStream(), closing));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // Either side has hung up.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationToken closing)
    {
        var buffer = new byte[65_536];
        int count;
        while ((count = await from.ReadAsync(buffer, closing)) > 0)
        {
            if (!IsSilent)
                await to.WriteAsync(buffer.AsMemory(0, count), closing);
        }
    }
}
