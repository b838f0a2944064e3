//! Properties of the keys, on synthetic identifiers that the derivations build.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::{
    Code, Kind, Language, Names, PersonKind, Sex, Tables, clabe, curp, digits, explain, group,
    normalize, rfc, segments, states, vectors,
};

const TODAY: Date = date(2026, 11, 23);

fn name() -> impl Strategy<Value = String> {
    proptest::string::string_regex("(DE LA |DEL )?[A-ZÑÁÉ][A-ZÑÜa-zñáéíóú]{1,9}").unwrap()
}

fn names() -> impl Strategy<Value = Names> {
    (name(), name(), proptest::option::of(name()))
        .prop_map(|(given, first, second)| Names::new(&given, &first, second.as_deref()))
}

fn birth() -> impl Strategy<Value = Date> {
    (0..34_000i32).prop_map(|days| {
        date(1930, 1, 1)
            .checked_add(jiff::Span::new().days(days))
            .unwrap()
    })
}

fn with_digit(body: String, digit: Option<char>) -> String {
    let mut key = body;
    key.push(digit.unwrap());
    key
}

fn rfc_of(names: &Names, birth: Date) -> String {
    let body = rfc::derive_individual(names, birth, Tables::embedded())
        + &rfc::homoclave("KUNDERAL DORNEGUA");
    let digit = rfc::check_digit(&body);
    with_digit(body, digit)
}

fn curp_of(names: &Names, birth: Date, sex: Sex, state: &str) -> String {
    let differentiator = if birth.year() < 2000 { '0' } else { 'A' };
    let body =
        curp::derive(names, birth, sex, state, Tables::embedded()) + &differentiator.to_string();
    let digit = curp::check_digit(&body);
    with_digit(body, digit)
}

fn sex() -> impl Strategy<Value = Sex> {
    prop_oneof![Just(Sex::Man), Just(Sex::Woman), Just(Sex::NonBinary)]
}

fn state() -> impl Strategy<Value = &'static str> {
    let states = states::all(Tables::embedded());
    (0..states.len()).prop_map(|at| states[at].curp_code.as_str())
}

fn clabe_key() -> impl Strategy<Value = String> {
    let banks = clabe::active_banks(Tables::embedded());
    let plazas = clabe::plazas(Tables::embedded());
    (0..banks.len(), 0..plazas.len(), "[0-9]{11}").prop_map(move |(bank, plaza, account)| {
        let body = format!("{}{}{account}", banks[bank], plazas[plaza]);
        let digit = clabe::control_digit(&body);
        with_digit(body, digit)
    })
}

fn replaced(key: &str, at: usize, by: char) -> String {
    key.chars()
        .enumerate()
        .map(|(place, c)| if place == at { by } else { c })
        .collect()
}

proptest! {
    #[test]
    fn generated_individuals_are_well_formed(
        names in names(), birth in birth(), sex in sex(), state in state()
    ) {
        let rfc_context = rfc::Context {
            tables: Tables::embedded(),
            client_type: Some(PersonKind::Individual),
            country: Some("MX"),
            date: Some(birth),
            names: Some(&names),
        };
        let curp_context = curp::Context {
            tables: Tables::embedded(),
            today: TODAY,
            client_type: Some(PersonKind::Individual),
            date: Some(birth),
            sex: Some(sex),
            birth_state: Some(state),
            names: Some(&names),
        };
        let rfc = rfc::check(Some(&rfc_of(&names, birth)), &rfc_context);
        let curp = curp::check(Some(&curp_of(&names, birth, sex, state)), &curp_context);
        prop_assert_eq!(rfc.codes(), []);
        prop_assert_eq!(curp.codes(), []);
        let cross = crate::person::cross_check(&rfc, &curp, None, Some(&names), Tables::embedded());
        prop_assert!(cross.iter().all(|mark| mark.code == Code::RfcCurpDiffExplained));
    }

    #[test]
    fn generated_companies_and_accounts_are_well_formed(
        word in "[A-ZÑ]{4,9} [A-Z&]{1,9} S\\.A\\.", day in birth(), account in clabe_key()
    ) {
        let body = rfc::derive_company(&word, day) + &rfc::homoclave(&word);
        let digit = rfc::check_digit(&body);
        let context = rfc::Context {
            client_type: Some(PersonKind::Company),
            date: Some(day),
            ..rfc::Context::default()
        };
        prop_assert_eq!(rfc::check(Some(&with_digit(body, digit)), &context).codes(), []);
        prop_assert_eq!(clabe::check(Some(&account), &clabe::Context::default()).codes(), []);
    }

    /// Not caught by the sum: the place of weight 11, and values that are equal modulo 11.
    #[test]
    fn one_wrong_character_of_an_rfc_is_caught(
        names in names(), birth in birth(), at in 0usize..13, by in "[A-ZÑ&0-9]"
    ) {
        let key = rfc_of(&names, birth);
        let (old, new) = (key.chars().nth(at).unwrap(), by.chars().next().unwrap());
        let difference = digits::rfc_value(old).unwrap().abs_diff(digits::rfc_value(new).unwrap());
        prop_assume!(at != 2 && !difference.is_multiple_of(11));
        let assessment = rfc::check(Some(&replaced(&key, at, new)), &rfc::Context::default());
        prop_assert!(!assessment.codes().is_empty());
    }

    /// Not caught by the sum: differences that a weight turns into a multiple of ten, and so
    /// every difference in the tens of the day.
    #[test]
    fn one_wrong_character_of_a_curp_is_caught(
        names in names(), birth in birth(), at in 0usize..18, by in "[A-Z0-9]"
    ) {
        let key = curp_of(&names, birth, Sex::Woman, "DF");
        let (old, new) = (key.chars().nth(at).unwrap(), by.chars().next().unwrap());
        let difference = digits::curp_value(old).unwrap().abs_diff(digits::curp_value(new).unwrap());
        let weight = if at == 17 { 1 } else { 18 - u32::try_from(at).unwrap() };
        prop_assume!(!(difference * weight).is_multiple_of(10));
        let assessment = curp::check(Some(&replaced(&key, at, new)), &curp::Context::on(TODAY));
        prop_assert!(!assessment.codes().is_empty());
    }

    #[test]
    fn one_wrong_digit_of_a_clabe_is_caught(key in clabe_key(), at in 0usize..18, by in "[0-9]") {
        let wrong = replaced(&key, at, by.chars().next().unwrap());
        prop_assume!(wrong != key);
        let assessment = clabe::check(Some(&wrong), &clabe::Context::default());
        prop_assert!(assessment.has(Code::ClabeCheckDigit));
    }

    #[test]
    fn no_text_makes_a_check_panic(text in "\\PC{0,24}|[A-ZÑ&]{3,4}[0-9]{6}.{0,8}|[0-9]{17,19}") {
        let names = Names::joined(&text, &text);
        let rfc_context = rfc::Context { names: Some(&names), country: Some(&text), ..rfc::Context::default() };
        let curp_context = curp::Context {
            tables: Tables::embedded(),
            names: Some(&names),
            birth_state: Some(&text),
            ..curp::Context::on(TODAY)
        };
        let rfc = rfc::check(Some(&text), &rfc_context);
        let curp = curp::check(Some(&text), &curp_context);
        let clabe = clabe::check(Some(&text), &clabe::Context::default());
        for (kind, assessment) in [(Kind::Rfc, &rfc), (Kind::Curp, &curp), (Kind::Clabe, &clabe)] {
            group(kind, &text);
            segments(kind, &text);
            for mark in &assessment.marks {
                explain(mark, kind, &assessment.normalized, Language::Es);
            }
        }
        crate::person::cross_check(&rfc, &curp, None, Some(&names), Tables::embedded());
        rfc::homoclave(&text);
        rfc::derive_company(&text, TODAY);
        states::find(Tables::embedded(), &text);
        states::postal_code(Tables::embedded(), &text);
        clabe::bank_name(Tables::embedded(), &text);
        vectors::run_line(&text, TODAY);
    }

    #[test]
    fn normalising_twice_changes_nothing(text in "[ -~áéñÑ\u{a0}\u{2010}\u{2212}Аａ]{0,24}") {
        let once = normalize(&text);
        prop_assert_eq!(normalize(&once), once);
    }
}
