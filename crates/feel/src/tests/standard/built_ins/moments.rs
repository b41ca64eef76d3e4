//! Dates, times, durations.

use super::all;

#[test]
fn dates() {
    all("date(\"2017-12-31\") => 2017-12-31
         date(2017, 8, 30) => 2017-08-30
         date(year: 2017, month: 8, day: 30) => 2017-08-30
         date(from: \"2017-08-30\") => 2017-08-30
         date(date and time(\"2012-12-25T11:00:00Z\")) => 2012-12-25
         date(date(\"2012-12-25\")) => 2012-12-25
         date(\"-2017-12-31\") => -2017-12-31
         date(-999999999, 1, 1) => -999999999-01-01
         date(\"999999999-12-31\") => 999999999-12-31
         date(\"2017-02-29\") => null
         date(\"2017-2-28\") => null
         date(\"02017-02-28\") => null
         date(\"998-12-31\") => null
         date(\"+2017-02-28\") => null
         date(\"2017-12-31T00:00:00\") => null
         date(\"1000000000-01-01\") => null
         date(2017, 13, 1) => null
         date(2017, 2, 29) => null
         date(1000000000, 1, 1) => null
         date(2017, null, 1) => null
         date(2017, 1) => null
         date(month: 1, day: 2) => null
         date(\"\") => null
         date(null) => null
         date([\"2017-12-31\"]) => 2017-12-31
         date([]) => null");
}

#[test]
fn times() {
    all("time(\"11:45:30.5\") => 11:45:30.5
         time(\"13:20:00-05:00\") => 13:20:00-05:00
         time(\"13:20:00-00:00\") => 13:20:00Z
         time(\"24:00:00\") => 00:00:00
         time(\"13:20:00@Europe/Paris\") => 13:20:00@Europe/Paris
         time(23, 59, 0) => 23:59:00
         time(12, 59, 1.3, @\"-PT1H\") => 12:59:01.3-01:00
         time(12, 0, 0, null) => 12:00:00
         time(hour: 12, minute: 0, second: 0) => 12:00:00
         time(hour: 12, minute: 0, second: 0, offset: @\"PT8H\") => 12:00:00+08:00
         time(date and time(\"2012-12-25T11:00:00Z\")) => 11:00:00Z
         time(date(\"2012-12-25\")) => 00:00:00Z
         time(time(\"10:00:00\")) => 10:00:00
         time(\"24:00:01\") => null
         time(\"12:60:00\") => null
         time(\"12:00:60\") => null
         time(\"7:00:00\") => null
         time(\"07:00\") => null
         time(\"13:20:00+15:00\") => null
         time(\"13:20:00+02:00@Europe/Paris\") => null
         time(\"13:20:00@Nowhere/City\") => null
         time(24, 0, 0) => null
         time(12, 0, 0, @\"PT15H\") => null
         time(12, 0, 0, \"PT1H\") => null
         time(12, 0) => null
         time(hour: 12, minute: 0) => null
         time(null) => null
         time(5) => null");
}

#[test]
fn dates_with_times() {
    all(
        "date and time(\"2012-12-24T23:59:00\") => 2012-12-24T23:59:00
         date and time(\"2012-12-24\") => 2012-12-24T00:00:00
         date and time(\"2012-12-31T24:00:00\") => 2013-01-01T00:00:00
         date and time(\"2017-09-04T11:20:00@Asia/Dhaka\") => 2017-09-04T11:20:00@Asia/Dhaka
         date and time(\"99999-12-31T11:22:33.1Z\") => 99999-12-31T11:22:33.1Z
         date and time(date(\"2012-12-24\"), time(\"23:59:00\")) => 2012-12-24T23:59:00
         date and time(@\"2012-12-24T01:02:03+01:00\", time(\"23:59:00Z\")) => 2012-12-24T23:59:00Z
         date and time(from: \"2012-12-24T23:59:00\") => 2012-12-24T23:59:00
         date and time(time: time(\"23:59:00\"), date: date(\"2012-12-24\")) => 2012-12-24T23:59:00
         date and time(\"23:59:00\") => null
         date and time(\"2012-12-24T\") => null
         date and time(\"2012-12-24 23:59:00\") => null
         date and time(\"2012-13-24T23:59:00\") => null
         date and time(\"2012-12-24T23:59:00+01:00@Europe/Paris\") => null
         date and time(date(\"2012-12-24\"), null) => null
         date and time(date(\"2012-12-24\"), \"23:59:00\") => null
         date and time() => null
         now() => 2026-11-23T06:30:15Z
         today() => 2026-11-23
         now(1) => null
         today(null) => null",
    );
}

#[test]
fn durations() {
    all("duration(\"P2DT20H14M\") => P2DT20H14M
         duration(\"P1DT2H3M4.123456789S\") => P1DT2H3M4.123456789S
         duration(\"PT36H\") => P1DT12H
         duration(\"-PT0.5S\") => -PT0.5S
         duration(\"P2Y2M\") => P2Y2M
         duration(\"P26M\") => P2Y2M
         duration(\"-P1Y\") => -P1Y
         duration(from: \"P0D\") => PT0S
         duration(\"P1Y2D\") => null
         duration(\"P1H\") => null
         duration(\"PT\") => null
         duration(\"P\") => null
         duration(\"P1.5D\") => null
         duration(\"P-1D\") => null
         duration(\"PT99999999999999999999S\") => null
         duration(\"\") => null
         duration(null) => null
         years and months duration(date(\"2011-12-22\"), date(\"2013-08-24\")) => P1Y8M
         years and months duration(date(\"2013-08-24\"), date(\"2011-12-22\")) => -P1Y8M
         years and months duration(@\"2017-12-31T13:00:00\", date(\"2019-10-01\")) => P1Y9M
         years and months duration(from: date(\"2015-01-31\"), to: date(\"2015-02-28\")) => P0M
         years and months duration(date(\"-999999999-01-01\"), date(\"999999999-12-31\")) => P1999999998Y11M
         years and months duration(date(\"2011-12-22\"), null) => null
         years and months duration(\"2011-12-22\", date(\"2011-12-22\")) => null");
}

#[test]
fn parts_of_the_calendar() {
    all("day of year(date(2019, 9, 17)) => 260
         day of year(@\"2020-12-31T10:10:10\") => 366
         day of year(date: null) => null
         day of week(date(2019, 9, 17)) => \"Tuesday\"
         day of week(date: @\"2021-01-11T10:10:10\") => \"Monday\"
         day of week(\"2021-01-11\") => null
         month of year(date(2019, 9, 17)) => \"September\"
         month of year(@\"2019-01-17T10:10:10Z\") => \"January\"
         month of year(date: date(2019, 12, 1)) => \"December\"
         month of year(1) => null
         week of year(date(2019, 9, 17)) => 38
         week of year(date(2003, 12, 29)) => 1
         week of year(date(2005, 1, 1)) => 53
         week of year(date: date(2005, 1, 9)) => 1
         week of year(@\"10:00:00\") => null
         last day of month(date(2024, 2, 3)) => 2024-02-29
         last day of month(null) => null");
}

#[test]
fn parts_of_moments() {
    all("@\"2018-12-10T10:30:01.5+05:00\".year => 2018
         @\"2018-12-10T10:30:01.5+05:00\".month => 12
         @\"2018-12-10T10:30:01.5+05:00\".day => 10
         @\"2018-12-10T10:30:01.5+05:00\".weekday => 1
         @\"2018-12-10T10:30:01.5+05:00\".hour => 10
         @\"2018-12-10T10:30:01.5+05:00\".minute => 30
         @\"2018-12-10T10:30:01.5+05:00\".second => 1.5
         @\"2018-12-10T10:30:01.5+05:00\".time offset => PT5H
         @\"2018-12-10T10:30:01.5+05:00\".timezone => null
         @\"2018-07-10T10:30:01@Europe/Paris\".time offset => PT2H
         @\"2018-07-10T10:30:01@Europe/Paris\".timezone => \"Europe/Paris\"
         @\"10:30:01\".hour => 10
         @\"10:30:01\".time offset => null
         @\"10:30:01\".day => null
         @\"2018-12-10\".year => 2018
         @\"2018-12-10\".hour => null
         @\"P1Y2M\".years => 1
         @\"P1Y2M\".months => 2
         @\"P1Y2M\".days => null
         @\"-P1DT2H3M4S\".hours => -2
         @\"P1DT2H3M4S\".seconds => 4");
}

#[test]
fn time_that_goes_by() {
    all("@\"2021-01-01T10:10:10@Australia/Melbourne\" + @\"P1M\" => 2021-02-01T10:10:10@Australia/Melbourne
         @\"2021-03-27T12:00:00@Europe/Paris\" + @\"P1D\" => 2021-03-28T13:00:00@Europe/Paris
         @\"2021-03-27T12:00:00@Europe/Paris\" + @\"P1M\" => 2021-04-27T12:00:00@Europe/Paris
         @\"2021-01-31T00:00:00Z\" + @\"P1M\" => 2021-02-28T00:00:00Z
         @\"23:30:00\" + @\"PT1H\" => 00:30:00
         @\"00:30:00Z\" - @\"PT1H\" => 23:30:00Z
         @\"10:00:00+01:00\" - @\"10:00:00Z\" => -PT1H
         @\"10:00:00\" - @\"10:00:00Z\" => null
         @\"2021-01-02T00:00:00Z\" - @\"2021-01-01T00:00:00.5Z\" => PT23H59M59.5S
         @\"2021-01-02T00:00:00\" - @\"2021-01-01T00:00:00Z\" => null
         @\"2021-01-02\" - @\"2021-01-01T10:10:10+11:00\" => P1DT49M50S
         @\"9999-12-31\" + @\"P1D\" => 10000-01-01
         @\"0001-01-01\" - @\"P1Y\" => 0000-01-01
         @\"999999999-12-31\" + @\"P1D\" => null
         @\"PT1S\" * 0.5 => PT0.5S
         @\"PT1S\" / 4 => PT0.25S
         @\"P1D\" / @\"PT8H\" => 3
         @\"P1D\" / 0 => null
         @\"10:00:00\" + @\"P1Y\" => null
         @\"2021-01-01\" + @\"10:00:00\" => null");
}

#[test]
fn moments_are_compared() {
    all(
        "@\"2018-10-08T00:00:00+02:00\" = @\"2018-10-08T00:00:00@Europe/Paris\" => true
         @\"2018-10-08T00:00:00Z\" < @\"2018-10-08T00:00:00-01:00\" => true
         @\"2018-10-08T00:00:00\" = @\"2018-10-08T00:00:00Z\" => null
         @\"10:30:00.1\" = @\"10:30:00.2\" => true
         @\"10:30:00\" < @\"10:30:01\" => true
         @\"10:30:00\" < @\"2018-10-08T00:00:00\" => null
         @\"10:30:00\" in [@\"10:00:00\"..@\"11:00:00\"] => true
         is(@\"23:00:50Z\", @\"23:00:50+00:00\") => true
         is(@\"23:00:50\", @\"23:00:50Z\") => false
         is(@\"23:00:50@Etc/GMT\", @\"23:00:50Z\") => false
         is(@\"2002-04-02T12:00:00-01:00\", @\"2002-04-02T17:00:00+04:00\") => false
         is(@\"10:30:00.1\", @\"10:30:00.2\") => false
         is(@\"P1Y\", @\"P12M\") => true
         is(@\"P0Y\", @\"P0D\") => false
         is(1, \"1\") => false
         is(null, null) => true
         is(value2: 1) => false
         is([1], [1.0]) => true
         is(1) => null",
    );
}

#[test]
fn literals_are_read_when_evaluating() {
    all(
        "@\"2018-12-08T10:30:11@Australia/Melbourne\" instance of date and time => true
         @\"10:30:11\" instance of time => true
         @\"P10D\" instance of days and time duration => true
         @\"-2018-12-08\" instance of date => true
         @\"foo\" => null
         @\"2018-13-01\" => null",
    );
}
