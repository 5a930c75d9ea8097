;;; SRFI 143 and (suo fixnum): against the generic operations at the edges, wrong arguments, results that do not fit, and constants
;;; that cannot be (a shift by -1 written in the program stopped the compiler once).
(import (scheme base) (scheme write) (suo fixnum) (only (suo bitwise) bitwise-and bitwise-ior bitwise-xor bitwise-not bitwise-if arithmetic-shift bit-count integer-length first-set-bit))
(include "../r7rs/check/check.scm")

(define edges (list fx-least (+ fx-least 1) -1073741824 -1073741823 -8 -7 -2 -1 0 1 2 3 7 8 255 1073741823 1073741824 (- fx-greatest 1) fx-greatest))
(define (fits? n) (<= fx-least n fx-greatest))

;; (compare name fixnum generic): on every pair of edges, the results agree, or both do not fit.
(define (same? fixnum-result result) (if (and (exact-integer? result) (not (fits? result))) (eq? fixnum-result 'error) (equal? fixnum-result result)))
(define (agree-on-pairs fixnum generic)
  (let ((wrong '()))
    (for-each (lambda (a) (for-each (lambda (b) (unless (same? (outcome (fixnum a b)) (outcome (generic a b))) (set! wrong (cons (list a b) wrong)))) edges)) edges)
    wrong))
(define (agree fixnum generic)
  (let ((wrong '()))
    (for-each (lambda (a) (unless (same? (outcome (fixnum a)) (outcome (generic a))) (set! wrong (cons a wrong)))) edges)
    wrong))
(check (agree-on-pairs fx+ +) '() (agree-on-pairs fx- -) '() (agree-on-pairs fx* *) '() (agree-on-pairs fxquotient quotient) '() (agree-on-pairs fxremainder remainder) '() (agree-on-pairs fxmodulo modulo) '() (agree-on-pairs fx=? =) '() (agree-on-pairs fx<? <) '() (agree-on-pairs fx>? >) '() (agree-on-pairs fx<=? <=) '() (agree-on-pairs fx>=? >=) '() (agree-on-pairs fxmax max) '() (agree-on-pairs fxmin min) '()
       (agree-on-pairs fxand bitwise-and) '() (agree-on-pairs fxior bitwise-ior) '() (agree-on-pairs fxxor bitwise-xor) '() (agree-on-pairs (lambda (a b) (fxif a b 85)) (lambda (a b) (bitwise-if a b 85))) '()
       (agree fxneg -) '() (agree fxabs abs) '() (agree fxsquare square) '() (agree fxnot bitwise-not) '() (agree fxbit-count bit-count) '() (agree fxlength integer-length) '() (agree fxfirst-set-bit first-set-bit) '() (agree fxzero? zero?) '() (agree fxpositive? positive?) '() (agree fxnegative? negative?) '() (agree fxodd? odd?) '() (agree fxeven? even?) '()
       (agree (lambda (a) (let-values (((root rest) (fxsqrt a))) (list root rest))) (lambda (a) (let-values (((root rest) (exact-integer-sqrt a))) (list root rest)))) '())

;; Carries: low part and carry make the exact result.
(define (whole fixnum) (lambda (a b) (let-values (((low carry) (fixnum a b 5))) (and (fixnum? low) (fixnum? carry) (list (+ low (* carry (expt 2 fx-width))))))))
(check (agree-on-pairs (whole fx+/carry) (lambda (a b) (list (+ a b 5)))) '() (agree-on-pairs (whole fx-/carry) (lambda (a b) (list (- a b 5)))) '() (agree-on-pairs (whole fx*/carry) (lambda (a b) (list (+ (* a b) 5)))) '() (call-with-values (lambda () (fx+/carry fx-least fx-least fx-least)) list) (list fx-least -1))

;; Wrapping around.
(define (wrapped n) (let ((low (bitwise-and n (- (expt 2 fx-width) 1)))) (if (> low fx-greatest) (- low (expt 2 fx-width)) low)))
(check (agree-on-pairs fx+/wraparound (lambda (a b) (wrapped (+ a b)))) '() (agree-on-pairs fx-/wraparound (lambda (a b) (wrapped (- a b)))) '() (agree-on-pairs fx*/wraparound (lambda (a b) (wrapped (* a b)))) '() (agree (lambda (a) (fxarithmetic-shift-left/wraparound a 60)) (lambda (a) (wrapped (* a (expt 2 60))))) '() (outcome (fxarithmetic-shift-left/wraparound 1 61)) 'error)

;; Shifts by every count, also those written as constants.
(define (shifts shift generic) (let loop ((count 60) (wrong '())) (if (< count 0) wrong (loop (- count 1) (append (agree (lambda (a) (shift a count)) (lambda (a) (generic a count))) wrong)))))
(check (shifts fxarithmetic-shift arithmetic-shift) '() (shifts fxarithmetic-shift-left arithmetic-shift) '() (shifts (lambda (a count) (fxarithmetic-shift a (- count))) (lambda (a count) (arithmetic-shift a (- count)))) '() (shifts fxarithmetic-shift-right (lambda (a count) (arithmetic-shift a (- count)))) '()
       (outcome (fxarithmetic-shift-left 1 -1)) 'error (outcome (fxarithmetic-shift-right 1 -1)) 'error (outcome (fxarithmetic-shift-left 0 61)) 'error (outcome (fxarithmetic-shift-right 0 61)) 'error (outcome (fxarithmetic-shift 1 -61)) 'error (outcome (fxarithmetic-shift 1 60)) 'error (fxarithmetic-shift-left -1 60) fx-least (fxarithmetic-shift-right fx-least 60) -1)

;; Fields: against the generic description.
(define (field n start end) (bitwise-and (arithmetic-shift n (- start)) (- (arithmetic-shift 1 (- end start)) 1)))
(define (with-field n new start end) (+ (- n (arithmetic-shift (field n start end) start)) (arithmetic-shift new start)))
(define (turned n count start end) (if (= start end) n (let* ((width (- end start)) (count (modulo count width)) (old (field n start end))) (with-field n (+ (arithmetic-shift (field old 0 (- width count)) count) (arithmetic-shift old (- count width))) start end))))
(define (reversed n start end) (let loop ((left (- end start)) (old (field n start end)) (new 0)) (if (= left 0) (with-field n new start end) (loop (- left 1) (quotient old 2) (+ (* 2 new) (remainder old 2))))))
(define (fields fixnum generic)
  (let ((wrong '()))
    (for-each (lambda (bounds) (set! wrong (append (agree (lambda (a) (fixnum a (car bounds) (cadr bounds))) (lambda (a) (generic a (car bounds) (cadr bounds)))) wrong)))
              '((0 0) (0 1) (0 8) (3 11) (5 5) (0 60) (1 61) (0 61) (60 61) (61 61) (30 59)))
    wrong))
(check (fields fxbit-field field) '() (fields fxbit-field-reverse reversed) '() (fields (lambda (n start end) (fxbit-field-rotate n 3 start end)) (lambda (n start end) (turned n 3 start end))) '() (fields (lambda (n start end) (fxbit-field-rotate n -100 start end)) (lambda (n start end) (turned n -100 start end))) '()
       (outcome (fxbit-field 1 2 1)) 'error (outcome (fxbit-field 1 -1 1)) 'error (outcome (fxbit-field 1 0 62)) 'error (outcome (fxbit-field-rotate 1 1.5 0 3)) 'error)
(check (fxbit-set? 60 -1) #t (fxbit-set? 0 2) #f (fxbit-set? 59 fx-greatest) #t (fxbit-set? 61 -1) #t (fxbit-set? 1000 5) #f (outcome (fxbit-set? -1 -1)) 'error (fxcopy-bit 0 0 #t) 1 (fxcopy-bit 3 15 #f) 7 (fxcopy-bit 60 -1 #t) -1 (outcome (fxcopy-bit 60 0 #t)) 'error (outcome (fxcopy-bit 60 -1 #f)) 'error)

;; Any number of arguments, all of them checked.
(check (fx=?) #t (fx<? 1) #t (fx<? 1 2 3) #t (fx<? 1 3 2) #f (fx>=? 3 3 2 1) #t (fxmax 1) 1 (fxmax 1 9 3 4) 9 (fxmin 4 9 3) 3 (fxand) -1 (fxior) 0 (fxxor) 0 (fxand 7) 7 (fxxor 1 2 4 1) 6
       (outcome (fx<? 2 1 'a)) 'error (outcome (fx=? 1.0)) 'error (outcome (fxmax 'a)) 'error (outcome (fxand 1.5)) 'error (outcome (fx+ 1 (+ fx-greatest 1))) 'error (outcome (fxquotient 1 0)) 'error (outcome (fxquotient fx-least -1)) 'error (outcome (fxsqrt -1)) 'error (outcome (fx*/carry 1 2 3.0)) 'error (outcome (fxbit-count 'a)) 'error)
(summary)
