using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Hosting;
using Workflows.Dashboard.Live;

namespace Workflows.Dashboard.Components;

/// <summary>
/// A part of a page that stays up to date while the page is open: rendered like any other, then kept alive over one connection.
/// It reads again when something changed, at most once a second; and every 15 seconds, because time alone makes things overdue.
/// It reads nothing while its tab is hidden or the reader paused it.
/// </summary>
public abstract class LiveView : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();

    private DotNetObjectReference<LiveView>? _self;

    private IDisposable? _subscription;

    private IDisposable? _place;

    private (string, bool)? _asked;

    private Freshness? _freshness;

    private bool _isReading;

    private bool _isResting;

    /// <summary>The query of the page's address.</summary>
    [Parameter]
    public string QueryString { get; set; } = "";

    /// <summary>Whether the page was asked for from this machine.</summary>
    [Parameter]
    public bool IsLocal { get; set; }

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private LiveParts Parts { get; set; } = default!;

    [Inject]
    private ViewerFactory Viewers { get; set; } = default!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private ILogger<LiveView> Logger { get; set; } = default!;

    private Freshness Freshness => _freshness ??= new Freshness(Time);

    private protected CancellationToken Closed => _closed.Token;

    /// <summary>Why what is shown may be old; null: it is not.</summary>
    private protected string? Stale => Freshness.Stale;

    /// <summary>Why there is nothing to show for this address, not even something old; null: there is.</summary>
    private protected string? Unread => Freshness.Unread;

    /// <summary>What the parameters ask for: when it changes, everything is read anew.</summary>
    private protected virtual string Subject => QueryString;

    /// <summary>Whether the page counts as live because of it.</summary>
    private protected virtual bool IsContent => true;

    /// <summary>Tells the part whether its tab can be seen and whether the reader wants it live.</summary>
    [JSInvokable]
    public Task SetLive(bool isLive)
    {
        _isResting = !isLive;
        return isLive ? OnTickAsync(Feed.State) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        _place?.Dispose();
        await _closed.CancelAsync();
        _closed.Dispose();
        if (_self is not null)
        {
            try
            {
                await Script.InvokeVoidAsync("workflows.forget", _self);
            }
            catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
            {
                // The tab is gone, and with it what was to be forgotten.
            }

            _self.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is shown for the first time, or for other parameters.</summary>
    /// <returns>Shows it. Not called where the parameters have changed meanwhile.</returns>
    private protected abstract Task<Action> LoadAsync();

    /// <summary>Reads it again. Default: as for the first time.</summary>
    /// <returns>Shows it.</returns>
    private protected virtual Task<Action> RefreshAsync() => LoadAsync();

    private protected async Task<Viewer> ViewerAsync() =>
        await Viewers.OfAsync((await Authentication.GetAuthenticationStateAsync()).User, IsLocal);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_asked == (Subject, IsLocal))
            return;

        _asked = (Subject, IsLocal);
        if (!RendererInfo.IsInteractive)
        {
            // Not caught: there is an answer to the request yet that can say what went wrong.
            (await LoadAsync())();
            return;
        }

        if (IsContent)
            _place ??= Parts.Add();

        Freshness.StartAnew();
        await ReadAsync(LoadAsync, Feed.State.Version);
        if (!_closed.IsCancellationRequested)
            _subscription ??= Feed.Subscribe(state => InvokeAsync(() => OnTickAsync(state)));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        await Script.InvokeVoidAsync("workflows.watch", _closed.Token, _self);
    }

    /// <summary>Reads because the reader asked for it.</summary>
    private protected Task ReadNowAsync(Func<Task<Action>> read) => ReadAsync(read, Feed.State.Version);

    private async Task OnTickAsync(FeedState state)
    {
        if (_isResting || _isReading || _closed.IsCancellationRequested)
            return;

        var wasStale = Stale;
        if (Freshness.Hear(state))
        {
            await ReadAsync(Freshness.HasNothing ? LoadAsync : RefreshAsync, state.Version);
            StateHasChanged();
        }
        else if (wasStale != Stale)
        {
            StateHasChanged();
        }
    }

    /// <summary>An error ends here: outside, it would end the connection of the whole page.</summary>
    private async Task ReadAsync(Func<Task<Action>> read, long version)
    {
        var asked = _asked;
        _isReading = true;
        try
        {
            var show = await read();
            if (asked != _asked)
                return;

            show();
            Freshness.IsRead(version);
        }
        catch (Exception exception)
        {
            // Where the page was left meanwhile, nobody is there to be told.
            if (_closed.IsCancellationRequested || asked != _asked)
                return;

            if (Freshness.IsUnreadable())
                Logger.PartUnreadable(GetType().Name, exception);
        }
        finally
        {
            if (asked == _asked)
                _isReading = false;
        }
    }
}
