using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Live;

namespace Workflows.Dashboard.Components;

/// <summary>
/// A part of a page that stays up to date while the page is open: rendered like any other, then kept alive over one connection.
/// It reads again when something changed, at most once a second, and not while its tab is hidden or the reader paused it.
/// </summary>
public abstract class LiveView : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan _leastPause = TimeSpan.FromSeconds(1);

    /// <summary>Ages on the page are words: they are written anew even when nothing changed.</summary>
    private static readonly TimeSpan _agesAfter = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _closed = new();

    private DotNetObjectReference<LiveView>? _self;

    private IDisposable? _subscription;

    private long _shownVersion = -1;

    private DateTimeOffset _readAt;

    private bool _isResting;

    private (string, bool)? _shownParameters;

    /// <summary>The query of the page's address.</summary>
    [Parameter]
    public string QueryString { get; set; } = "";

    /// <summary>Whether the page was asked for from this machine.</summary>
    [Parameter]
    public bool IsLocal { get; set; }

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private ViewerFactory Viewers { get; set; } = default!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private protected CancellationToken Closed => _closed.Token;

    private protected DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Why what is shown may be old; null: it is not.</summary>
    private protected string? Stale { get; private set; }

    /// <summary>Tells the part whether its tab can be seen and whether the reader wants it live.</summary>
    [JSInvokable]
    public Task SetLive(bool isLive)
    {
        _isResting = !isLive;
        return isLive ? OnTickAsync(Feed.State) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
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
    private protected abstract Task LoadAsync();

    /// <summary>Reads it again. Default: as for the first time.</summary>
    private protected virtual Task RefreshAsync() => LoadAsync();

    /// <summary>What the parameters ask for: when it changes, everything is read anew.</summary>
    private protected virtual string Subject => QueryString;

    private protected async Task<Viewer> ViewerAsync() =>
        await Viewers.OfAsync((await Authentication.GetAuthenticationStateAsync()).User, IsLocal);

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shownParameters == (Subject, IsLocal))
            return;

        _shownParameters = (Subject, IsLocal);
        _shownVersion = Feed.State.Version;
        await LoadAsync();
        _readAt = Now;
        if (RendererInfo.IsInteractive)
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

    private async Task OnTickAsync(FeedState state)
    {
        if (_isResting || _closed.IsCancellationRequested)
            return;

        var wasStale = Stale;
        Stale = state.FailingSince is { } since ? $"The workflows could not be asked since {Services.Text.Utc.Time(since)}. What is shown may be old." : null;
        if (state.FailingSince is null && (state.Version != _shownVersion || wasStale is not null) && Now - _readAt >= _leastPause)
        {
            _shownVersion = state.Version;
            await RefreshAsync();
            _readAt = Now;
            StateHasChanged();
        }
        else if (wasStale != Stale || Now - _readAt >= _agesAfter)
        {
            StateHasChanged();
        }
    }
}
