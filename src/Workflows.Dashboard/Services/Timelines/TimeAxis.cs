namespace Workflows.Dashboard.Services.Timelines;

/// <summary>Maps time to a width of 1000, with long stretches in which nothing happened folded to a narrow mark.</summary>
internal sealed class TimeAxis
{
    public const double Width = 1000;

    /// <summary>Folds together never take more of the width than this.</summary>
    private const double FoldsWidth = 400;

    private const double FoldWidth = 160;

    private const int MaxFolds = 20;

    private static readonly TimeSpan _shortestFold = TimeSpan.FromMilliseconds(500);

    private readonly List<Piece> _pieces = [];

    private TimeAxis(DateTimeOffset from, DateTimeOffset to) => (From, To) = (from, to);

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    /// <summary>The folded stretches, earliest first.</summary>
    public IReadOnlyList<Fold> Folds { get; private set; } = [];

    public static TimeAxis For(IReadOnlyCollection<Segment> segments)
    {
        if (segments.Count == 0)
            return new TimeAxis(default, default);

        var axis = new TimeAxis(segments.Min(segment => segment.From), segments.Max(segment => segment.To));
        var gaps = Idle(axis.From, axis.To, segments).SelectMany(gap => Cut(gap, segments)).ToList();
        var busy = axis.To - axis.From - TimeSpan.FromTicks(gaps.Sum(gap => gap.Length.Ticks));
        axis.Lay([.. gaps
            .Where(gap => gap.Length >= _shortestFold && gap.Length >= busy / 3)
            .OrderByDescending(gap => gap.Length)
            .Take(MaxFolds)
            .OrderBy(gap => gap.From)]);
        return axis;
    }

    /// <summary>0 to 1000.</summary>
    public double At(DateTimeOffset time)
    {
        foreach (var piece in _pieces)
        {
            if (time <= piece.To)
                return piece.X + (piece.Width * Math.Max(0, (time - piece.From) / Max(piece.To - piece.From)));
        }

        return _pieces.Count == 0 ? 0 : Width;
    }

    private void Lay(List<Gap> folded)
    {
        var foldWidth = folded.Count == 0 ? 0 : Math.Min(FoldWidth, FoldsWidth / folded.Count);
        var shown = To - From - TimeSpan.FromTicks(folded.Sum(gap => gap.Length.Ticks));
        var scale = (Width - (folded.Count * foldWidth)) / Max(shown).Ticks;
        var (x, at) = (0d, From);
        var folds = new List<Fold>();
        foreach (var gap in folded)
        {
            x = Append(at, gap.From, x, (gap.From - at).Ticks * scale);
            folds.Add(new Fold(x, foldWidth, gap.Length));
            x = Append(gap.From, gap.To, x, foldWidth);
            at = gap.To;
        }

        Append(at, To, x, Width - x);
        Folds = folds;
    }

    private double Append(DateTimeOffset from, DateTimeOffset to, double x, double width)
    {
        _pieces.Add(new Piece(from, to, x, width));
        return x + width;
    }

    /// <summary>Stretches without a busy segment.</summary>
    private static IEnumerable<Gap> Idle(DateTimeOffset from, DateTimeOffset to, IEnumerable<Segment> segments)
    {
        var at = from;
        foreach (var segment in segments.Where(segment => segment.IsBusy).OrderBy(segment => segment.From))
        {
            if (segment.From > at)
                yield return new Gap(at, segment.From);

            if (segment.To > at)
                at = segment.To;
        }

        if (to > at)
            yield return new Gap(at, to);
    }

    /// <summary>A sleep and the wait behind it are two stretches: each keeps a width of its own.</summary>
    private static IEnumerable<Gap> Cut(Gap gap, IEnumerable<Segment> segments)
    {
        var cuts = segments.Where(segment => !segment.IsBusy)
            .SelectMany(segment => new[] { segment.From, segment.To })
            .Where(at => at > gap.From && at < gap.To)
            .Distinct()
            .Order()
            .Append(gap.To);
        var from = gap.From;
        foreach (var cut in cuts)
        {
            yield return new Gap(from, cut);
            from = cut;
        }
    }

    private static TimeSpan Max(TimeSpan length) => length > TimeSpan.Zero ? length : TimeSpan.FromTicks(1);

    private readonly record struct Gap(DateTimeOffset From, DateTimeOffset To)
    {
        public TimeSpan Length => To - From;
    }

    private readonly record struct Piece(DateTimeOffset From, DateTimeOffset To, double X, double Width);
}

/// <summary>A stretch in which nothing happened, drawn narrow.</summary>
/// <param name="X">Where it begins.</param>
/// <param name="Width">How wide it is drawn.</param>
/// <param name="Length">How long it was.</param>
internal readonly record struct Fold(double X, double Width, TimeSpan Length);
