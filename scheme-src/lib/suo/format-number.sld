;;; (suo format-number): numbers as text, for (suo format): fixed point, exponents, groups of digits, words and Roman numerals.
;;;
;;; Decimals are rounded from the exact value of the number, halves away from zero. Every procedure takes time proportional to the text, or to
;;; the arithmetic of a number of that many digits.
(define-library (suo format-number)
  (export fixed-text exponent-text integer-text english-cardinal english-ordinal roman-numeral)
  (import (scheme base) (scheme inexact))
  (begin
    ;; (fixed-text number digits) -> "-12.35": exactly `digits` digits after the point, or as many as `write` gives when #f. number: real; what
    ;; is not finite comes as `write` has it.
    (define (fixed-text number digits)
      (cond ((not (finite-real? number)) (number->string number))
            (digits
             (let* ((scaled (round-half-up (* (abs (exact number)) (expt 10 digits))))
                    (text (number->string scaled))
                    (text (if (<= (string-length text) digits)
                              (string-append (make-string (- (+ digits 1) (string-length text)) #\0) text)
                              text))
                    (point (- (string-length text) digits)))
               (string-append (if (minus? number) "-" "") (substring text 0 point) "." (substring text point (string-length text)))))
            ((and (exact? number) (integer? number)) (number->string number))
            (else (plain-text (number->string (inexact number))))))

    (define (finite-real? number) (= 0 (* 0 (inexact number))))
    (define (minus? number) (or (< number 0) (and (= number 0) (inexact? number) (< (/ 1.0 number) 0))))
    (define (round-half-up ratio) (floor (+ ratio 1/2)))

    ;; "1.5e-7" -> "0.00000015": without an exponent.
    (define (plain-text text)
      (parts text
        (lambda (sign whole fraction exponent)
          (let* ((digits (string-append whole fraction))
                 (point (+ (string-length whole) exponent))
                 (digits (if (> point (string-length digits))
                             (string-append digits (make-string (- point (string-length digits)) #\0))
                             digits))
                 (before (if (> point 0) (substring digits 0 point) "0"))
                 (after (if (> point 0)
                            (substring digits point (string-length digits))
                            (string-append (make-string (- point) #\0) digits))))
            (string-append sign before "." (if (string=? after "") "0" after))))))

    ;; The parts of a decimal: sign, digits before and after the point (none for "1.0"), exponent.
    (define (parts text receiver)
      (let* ((minus? (char=? (string-ref text 0) #\-))
             (start (if minus? 1 0))
             (mark (or (index-of #\e text) (string-length text)))
             (point (or (index-of #\. text) mark))
             (exponent (if (< mark (string-length text)) (string->number (substring text (+ mark 1) (string-length text))) 0)))
        (receiver (if minus? "-" "")
                  (substring text start point)
                  (if (and (< point mark) (not (string=? (substring text point mark) ".0"))) (substring text (+ point 1) mark) "")
                  exponent)))

    (define (index-of char text)
      (let loop ((index 0))
        (and (< index (string-length text)) (if (char=? (string-ref text index) char) index (loop (+ index 1))))))

    ;; (exponent-text number digits exponent-digits mark) -> "1.250e-1": one digit before the point, `digits` behind it (as many as needed when
    ;; #f), the exponent with its sign and at least that many digits.
    (define (exponent-text number digits exponent-digits mark)
      (cond ((not (finite-real? number)) (number->string number))
            ((= number 0) (compose (minus? number) "0" (or digits 1) 0 exponent-digits mark))
            (digits
             (let* ((exact-value (abs (exact number)))
                    (exponent (decimal-exponent exact-value))
                    (scaled (round-half-up (* exact-value (expt 10 (- digits exponent)))))
                    (text (number->string scaled)))
               (if (> (string-length text) (+ digits 1))
                   (compose (minus? number) (substring text 0 (+ digits 1)) digits (+ exponent 1) exponent-digits mark)
                   (compose (minus? number) text digits exponent exponent-digits mark))))
            (else
             (parts (number->string (inexact number))
               (lambda (sign whole fraction exponent)
                 (let* ((all (string-append whole fraction))
                        (start (first-nonzero all))
                        (kept (without-final-zeros (substring all start (string-length all)))))
                   (compose (string=? sign "-") kept (max 1 (- (string-length kept) 1))
                            (+ exponent (- (string-length whole) 1 start)) exponent-digits mark)))))))

    (define (first-nonzero text)
      (let loop ((index 0)) (if (char=? (string-ref text index) #\0) (loop (+ index 1)) index)))
    (define (without-final-zeros text)
      (let loop ((end (string-length text)))
        (if (and (> end 1) (char=? (string-ref text (- end 1)) #\0)) (loop (- end 1)) (substring text 0 end))))

    ;; The e with 10^e <= number < 10^(e+1), number exact and positive.
    (define (decimal-exponent number)
      (let* ((length (lambda (integer) (string-length (number->string integer))))
             (guess (- (length (numerator number)) (length (denominator number)))))
        (if (< number (expt 10 guess)) (- guess 1) guess)))

    (define (compose minus? digits places exponent exponent-digits mark)
      (let ((digits (string-append digits (make-string (max 0 (- (+ places 1) (string-length digits))) #\0)))
            (size (number->string (abs exponent))))
        (string-append (if minus? "-" "") (substring digits 0 1) "." (substring digits 1 (+ places 1))
                       (string mark) (if (< exponent 0) "-" "+")
                       (make-string (max 0 (- exponent-digits (string-length size))) #\0) size)))

    ;; (integer-text integer radix plus? group separator) -> "+1,234": with a sign always if plus?; groups of so many digits when group.
    (define (integer-text integer radix plus? group separator)
      (let* ((digits (number->string (abs integer) radix))
             (grouped (if group (group-digits digits group separator) digits)))
        (string-append (cond ((< integer 0) "-") (plus? "+") (else "")) grouped)))

    (define (group-digits digits group separator)
      (let loop ((end (string-length digits)) (parts '()))
        (if (<= end group)
            (apply string-append (substring digits 0 end) parts)
            (loop (- end group) (cons (string separator) (cons (substring digits (- end group) end) parts))))))

    ;;; Words

    (define small
      '#("zero" "one" "two" "three" "four" "five" "six" "seven" "eight" "nine" "ten" "eleven" "twelve" "thirteen" "fourteen" "fifteen"
         "sixteen" "seventeen" "eighteen" "nineteen"))
    (define tens '#("" "" "twenty" "thirty" "forty" "fifty" "sixty" "seventy" "eighty" "ninety"))
    (define thousands
      '("" " thousand" " million" " billion" " trillion" " quadrillion" " quintillion" " sextillion" " septillion" " octillion"
        " nonillion" " decillion"))

    ;; (english-cardinal integer) -> "minus one hundred twenty-three"; digits from 10^36 on.
    (define (english-cardinal integer)
      (cond ((>= (abs integer) (expt 10 36)) (number->string integer))
            ((< integer 0) (string-append "minus " (english-cardinal (- integer))))
            ((= integer 0) "zero")
            (else
             (let loop ((rest integer) (names thousands) (text ""))
               (if (= rest 0)
                   text
                   (let ((low (remainder rest 1000)))
                     (loop (quotient rest 1000)
                           (cdr names)
                           (if (= low 0)
                               text
                               (string-append (below-thousand low) (car names) (if (string=? text "") "" " ") text)))))))))

    (define (below-thousand n)
      (cond ((< n 20) (vector-ref small n))
            ((< n 100)
             (string-append (vector-ref tens (quotient n 10))
                            (if (= 0 (remainder n 10)) "" (string-append "-" (vector-ref small (remainder n 10))))))
            (else
             (string-append (vector-ref small (quotient n 100)) " hundred"
                            (if (= 0 (remainder n 100)) "" (string-append " " (below-thousand (remainder n 100))))))))

    (define irregular
      '(("one" . "first") ("two" . "second") ("three" . "third") ("five" . "fifth") ("eight" . "eighth") ("nine" . "ninth")
        ("twelve" . "twelfth")))

    ;; (english-ordinal integer) -> "one hundred twenty-third"
    (define (english-ordinal integer)
      (let* ((text (english-cardinal integer))
             (start (last-word text))
             (word (substring text start (string-length text)))
             (known (assoc word irregular))
             (end (- (string-length word) 1)))
        (string-append (substring text 0 start)
                       (cond (known (cdr known))
                             ((char=? (string-ref word end) #\y) (string-append (substring word 0 end) "ieth"))
                             (else (string-append word "th"))))))
    (define (last-word text)
      (let loop ((index (string-length text)))
        (if (or (= index 0) (memv (string-ref text (- index 1)) '(#\space #\-))) index (loop (- index 1)))))

    ;; (roman-numeral integer) -> "MCMXCIV", from 1 to 3999; digits for other numbers
    (define (roman-numeral integer)
      (if (< 0 integer 4000)
          (let loop ((rest integer)
                     (steps '((1000 "M") (900 "CM") (500 "D") (400 "CD") (100 "C") (90 "XC") (50 "L") (40 "XL") (10 "X") (9 "IX")
                              (5 "V") (4 "IV") (1 "I")))
                     (text ""))
            (cond ((= rest 0) text)
                  ((>= rest (car (car steps))) (loop (- rest (car (car steps))) steps (string-append text (cadr (car steps)))))
                  (else (loop rest (cdr steps) text))))
          (number->string integer)))))
