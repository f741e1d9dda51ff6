using Workflows.Dashboard.Services.Timelines;

namespace Workflows.Dashboard.Tests.Services.Timelines;

public sealed class TimeAxisTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Short_pauses_keep_their_proportion()
    {
        var axis = TimeAxis.For([Run(0, 4), Run(5, 10)]);
        axis.Folds.ShouldBeEmpty();
        axis.At(_at + S(5)).ShouldBe(500, 0.01);
    }

    [Fact]
    public void A_long_stretch_without_work_is_folded()
    {
        var axis = TimeAxis.For([Run(0, 1), new Segment(SegmentKind.Wait, _at + S(1), _at + S(3_601)), Run(3_601, 3_602)]);
        var fold = axis.Folds.ShouldHaveSingleItem();
        fold.Length.ShouldBe(S(3_600));
        axis.At(_at + S(1)).ShouldBe(420, 0.01);
        axis.At(_at + S(3_601)).ShouldBe(580, 0.01);
        axis.At(_at + S(3_602)).ShouldBe(1000, 0.01);
    }

    [Fact]
    public void A_sleep_and_the_wait_behind_it_are_folded_apart()
    {
        var axis = TimeAxis.For([Run(0, 1), new Segment(SegmentKind.Wait, _at + S(1), _at + S(86_401)), new Segment(SegmentKind.Wait, _at + S(86_401), _at + S(90_001))]);
        axis.Folds.Select(fold => fold.Length).ShouldBe([S(86_400), S(3_600)]);
        (axis.At(_at + S(90_001)) - axis.At(_at + S(86_401))).ShouldBe(160, 0.01);
    }

    [Fact]
    public void Time_never_runs_backwards()
    {
        var segments = Enumerable.Range(0, 40).Select(i => Run(i * i * 10, (i * i * 10) + 1)).ToList();
        var axis = TimeAxis.For(segments);
        var places = segments.SelectMany(segment => new[] { axis.At(segment.From), axis.At(segment.To) }).ToList();
        places.ShouldBe(places.Order());
        places.ShouldAllBe(place => place >= 0 && place <= 1000.001);
        axis.Folds.Sum(fold => fold.Width).ShouldBeLessThanOrEqualTo(400.001);
    }

    [Fact]
    public void Nothing_and_a_single_moment_have_a_place()
    {
        TimeAxis.For([]).At(_at).ShouldBe(0);
        double.IsFinite(TimeAxis.For([Run(0, 0)]).At(_at)).ShouldBeTrue();
    }

    private static Segment Run(double from, double to) => new(SegmentKind.Run, _at + S(from), _at + S(to));

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
