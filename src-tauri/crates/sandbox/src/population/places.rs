//! One town per state, with what must agree: postal prefix, area code, names.

/// A town and its state.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// State code of the CURP.
    pub(super) curp_code: &'static str,
    /// Name of the state.
    pub(super) state: &'static str,
    /// Town, which is its municipality's name too.
    pub(super) city: &'static str,
    /// First two digits of its postal codes.
    pub(super) postal_prefix: &'static str,
    /// Telephone area code.
    pub(super) area: &'static str,
}

const fn place(
    curp_code: &'static str,
    state: &'static str,
    city: &'static str,
    postal_prefix: &'static str,
    area: &'static str,
) -> Place {
    Place {
        curp_code,
        state,
        city,
        postal_prefix,
        area,
    }
}

/// A town of every state.
pub(super) const PLACES: &[Place] = &[
    place("AS", "Aguascalientes", "Aguascalientes", "20", "449"),
    place("BC", "Baja California", "Tijuana", "22", "664"),
    place("BS", "Baja California Sur", "La Paz", "23", "612"),
    place("CC", "Campeche", "Campeche", "24", "981"),
    place("CL", "Coahuila de Zaragoza", "Saltillo", "25", "844"),
    place("CM", "Colima", "Colima", "28", "312"),
    place("CS", "Chiapas", "Tuxtla Gutiérrez", "29", "961"),
    place("CH", "Chihuahua", "Chihuahua", "31", "614"),
    place("DF", "Ciudad de México", "Coyoacán", "04", "55"),
    place("DG", "Durango", "Durango", "34", "618"),
    place("GT", "Guanajuato", "León", "37", "477"),
    place("GR", "Guerrero", "Acapulco de Juárez", "39", "744"),
    place("HG", "Hidalgo", "Pachuca de Soto", "42", "771"),
    place("JC", "Jalisco", "Guadalajara", "44", "33"),
    place("MC", "Estado de México", "Toluca", "50", "722"),
    place("MN", "Michoacán de Ocampo", "Morelia", "58", "443"),
    place("MS", "Morelos", "Cuernavaca", "62", "777"),
    place("NT", "Nayarit", "Tepic", "63", "311"),
    place("NL", "Nuevo León", "Monterrey", "64", "81"),
    place("OC", "Oaxaca", "Oaxaca de Juárez", "68", "951"),
    place("PL", "Puebla", "Puebla", "72", "222"),
    place("QT", "Querétaro", "Querétaro", "76", "442"),
    place("QR", "Quintana Roo", "Benito Juárez", "77", "998"),
    place("SP", "San Luis Potosí", "San Luis Potosí", "78", "444"),
    place("SL", "Sinaloa", "Culiacán", "80", "667"),
    place("SR", "Sonora", "Hermosillo", "83", "662"),
    place("TC", "Tabasco", "Centro", "86", "993"),
    place("TS", "Tamaulipas", "Victoria", "87", "834"),
    place("TL", "Tlaxcala", "Tlaxcala", "90", "246"),
    place(
        "VZ",
        "Veracruz de Ignacio de la Llave",
        "Xalapa",
        "91",
        "228",
    ),
    place("YN", "Yucatán", "Mérida", "97", "999"),
    place("ZS", "Zacatecas", "Zacatecas", "98", "492"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_in_the_state_its_postal_prefix_says() {
        assert_eq!(PLACES.len(), 32);
        for place in PLACES {
            let state = mx::states::find(mx::Tables::embedded(), place.state).unwrap();
            assert_eq!(state.curp_code, place.curp_code);
            let code = format!("{}100", place.postal_prefix);
            assert!(
                matches!(mx::states::postal_code(mx::Tables::embedded(), &code), mx::states::PostalCode::Of(of) if of.curp_code == place.curp_code)
            );
        }
    }
}
