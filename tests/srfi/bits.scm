;;; SRFI 143 and 151: fixnums and bits.
(import (scheme base) (scheme write) (srfi 143) (srfi 151))
(include "../r7rs/check/check.scm")
(check (fx=? 1 1 1) #t (fx<? 1 2 2) #f (fxmax 1 5 3) 5 (fx+ 1 2) 3 (fx- 1 2) -1 (fx* 3 4) 12 (fxneg 3) -3 (fxquotient 7 -2) -3 (fxremainder -7 2) -1 (fxabs -4) 4 (fxsquare 5) 25
       (let-values (((s r) (fxsqrt 17))) (list s r)) '(4 1) (outcome (fx+ fx-greatest 1)) 'error (outcome (fx+ 1 1.5)) 'error (fixnum? fx-greatest) #t (fixnum? (+ fx-greatest 1)) #f (fixnum? fx-least) #t (fixnum? (- fx-least 1)) #f (expt 2 (- fx-width 1)) (+ fx-greatest 1)
       (let-values (((low carry) (fx+/carry fx-greatest 1 0))) (list low carry)) (list fx-least 1) (let-values (((low carry) (fx*/carry fx-greatest fx-greatest 7))) (+ low (* carry (expt 2 fx-width)))) (+ 7 (* fx-greatest fx-greatest)))
(check (fxnot 0) -1 (fxand 12 10) 8 (fxior 12 10) 14 (fxxor 12 10) 6 (fxarithmetic-shift 8 -1) 4 (fxarithmetic-shift-left 1 4) 16 (fxarithmetic-shift-right -8 1) -4 (fxbit-count 12) 2 (fxlength 128) 8 (fxif 3 1 8) 9
       (fxbit-set? 3 8) #t (fxbit-set? 100 -1) #t (fxcopy-bit 0 0 #t) 1 (fxfirst-set-bit 40) 3 (fxbit-field #b1101101010 0 4) #b1010 (fxbit-field-rotate #b110 1 1 2) #b110 (fxbit-field-rotate #b0111 -1 1 4) #b1011 (fxbit-field-reverse #xa7 0 8) #xe5)
(check (bitwise-not 10) -11 (bitwise-and 11 26) 10 (bitwise-ior 3 10) 11 (bitwise-xor 3 10) 9 (bitwise-eqv 37 12) -42 (bitwise-eqv) -1 (bitwise-nand 11 26) -11 (bitwise-nor 11 26) -28 (bitwise-andc1 11 26) 16 (bitwise-andc2 11 26) 1 (bitwise-orc1 11 26) -2 (bitwise-orc2 11 26) -17
       (arithmetic-shift 8 2) 32 (arithmetic-shift -100000000000000000000000 -75) -3 (bit-count 12) 2 (bit-count -1) 0 (integer-length 8) 4 (integer-length -8) 3 (bitwise-if 3 1 8) 9 (bit-set? 10000 -1) #t (bit-set? 1 1) #f
       (copy-bit 2 #b1111 #f) #b1011 (bit-swap 0 2 4) 1 (any-bit-set? 3 6) #t (every-bit-set? 4 6) #t (every-bit-set? 7 6) #f (first-set-bit -28) 2 (first-set-bit 0) -1)
(check (bit-field #b1101101010 3 9) #b101101 (bit-field-any? #b101101 1 2) #f (bit-field-every? #b101101 2 4) #t (bit-field-clear #b101010 1 4) #b100000 (bit-field-set #b101010 1 4) #b101110 (bit-field-replace #b101010 #b010 1 4) #b100100
       (bit-field-replace-same #b1111 #b0000 1 3) #b1001 (bit-field-rotate #b110 1 1 2) #b110 (bit-field-rotate #b0111 -1 1 4) #b1011 (bit-field-rotate #b110 -1 0 3) #b011 (bit-field-reverse #xa7 0 8) #xe5 (bit-field-reverse 1 0 64) (expt 2 63))
(check (bits->list #b1110101) '(#t #f #t #f #t #t #t) (bits->list 3 4) '(#t #t #f #f) (bits->vector 5) #(#t #f #t) (list->bits '(#t #f #t #f #t #t #t)) #b1110101 (vector->bits #(#t #f)) 1 (bits #t #f #t) 5
       (bitwise-fold cons '() #b1010111) '(#t #f #t #f #t #t #t) (let ((c 0)) (bitwise-for-each (lambda (b) (if b (set! c (+ c 1)))) 7) c) 3 (bitwise-unfold (lambda (i) (= i 10)) even? (lambda (i) (+ i 1)) 0) #b101010101
       (let ((g (make-bitwise-generator #b110))) (list (g) (g) (g) (g))) '(#f #t #t #f))
(summary)
